// Everything known at a handoff, on one card, in the order in which an agent needs it. All of it may be missing.
import type { ComponentChildren } from "preact";
import { Alert, Back, Check, Cross, Minus, Page, Question } from "../shared/icons";
import type { ArticleCard, ContextCard, OtherConversation, StepTried } from "../shared/protocol";
import { useStore } from "../shared/store";
import { dayLabel } from "../shared/time";
import { ArticlesPart } from "./articles-part";
import type { Desk } from "./desk";
import { TopicSelect } from "./topic-select";

const URGENCY: Record<ContextCard["urgency"], string> = {
  low: "Low",
  normal: "Normal",
  high: "High",
  urgent: "Urgent",
};

interface Props {
  desk: Desk;
  id: string;
  onBack: () => void;
  onOpen: (id: string) => void;
  onInsert: ((article: ArticleCard) => void) | null;
}

export function ContextCardView({ desk, id, onBack, onOpen, onInsert }: Props) {
  const card = useStore(desk.reader.conversations)[id]?.card ?? null;
  return (
    <aside class="pane card" data-testid="context-card" tabIndex={0} aria-label="What is known">
      <button type="button" class="link card-back only-phone" onClick={onBack}>
        <Back /> Conversation
      </button>
      {card ? <Known desk={desk} id={id} card={card} onOpen={onOpen} onInsert={onInsert} /> : <p class="empty">Loading what is known…</p>}
    </aside>
  );
}

function Known({ desk, id, card, onOpen, onInsert }: Omit<Props, "onBack"> & { card: ContextCard }) {
  return (
    <>
      <Part title="Problem">
        <blockquote class="problem" dir="auto">{card.problem || "The listener has not described it yet."}</blockquote>
        {card.reason && (
          <p class="reason">
            <Alert /> {card.reason}
          </p>
        )}
        {card.is_leaving && (
          <p class="reason" data-testid="leaving">
            <Alert /> The listener says that they are leaving, or about to.
          </p>
        )}
      </Part>
      <dl class="card-facts">
        <Fact label="Topic">
          <TopicSelect key={id} desk={desk} id={id} card={card} />
        </Fact>
        <Fact label="Urgency">
          <span class={`urgency is-${card.urgency}`}>{URGENCY[card.urgency]}</span>
          {card.is_upset && <small> upset</small>}
        </Fact>
        {card.ticket_number && (
          <Fact label="Ticket">
            {card.ticket_number} <CopyNumber desk={desk} number={card.ticket_number} />
            {!card.problem.startsWith(card.summary) && (
              <details class="ticket-summary">
                <summary>As filed</summary>
                <p>{card.summary}</p>
              </details>
            )}
          </Fact>
        )}
        <Fact label="Listener">
          {card.listener_name} <small>{card.identified ? "vouched for by the app" : "not signed in, unverified"}</small>
        </Fact>
        {card.flow_name && (
          <Fact label="Flow">{card.flow_name}</Fact>
        )}
        {card.last_question && (
          <Fact label="Bot asked">
            <span data-testid="last-question">{card.last_question}</span>
          </Fact>
        )}
      </dl>
      <Part title="Tried so far">
        {card.steps_tried.length === 0 ? (
          <p class="empty">Nothing yet.</p>
        ) : (
          <ol class="steps">
            {card.steps_tried.map((step, index) => (
              <Step key={index} step={step} />
            ))}
          </ol>
        )}
      </Part>
      <ArticlesPart key={id} card={card} onInsert={onInsert} />
      {card.findings.length > 0 && (
        <Part title="The app reports">
          <ul class="findings">
            {card.findings.map((finding) => (
              <li key={finding.finding_id}>{finding.text}</li>
            ))}
          </ul>
        </Part>
      )}
      {card.facts.length > 0 && (
        <Part title="Facts">
          <dl class="card-facts">
            {card.facts.map((fact) => (
              <Fact key={fact.slot} label={fact.label}>
                {fact.value}
              </Fact>
            ))}
          </dl>
        </Part>
      )}
      {card.articles_shown.length > 0 && (
        <Part title="Articles shown">
          <ul class="card-articles">
            {card.articles_shown.map((article) => (
              <li key={article.slug}>
                <a href={`/help/${article.slug}`} target="_blank" rel="noopener">
                  <Page /> {article.title}
                </a>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {card.cause && (
        <Part title="How it ended before">
          <p>{card.cause}</p>
          {card.prevention && <p>{card.prevention}</p>}
        </Part>
      )}
      {card.others.length > 0 && (
        <Part title={`More from ${card.listener_name}`}>
          <ul class="others" data-testid="others">
            {card.others.map((other) => (
              <li key={other.conversation_id}>
                <button type="button" class="link" dir="auto" onClick={() => onOpen(other.conversation_id)}>
                  {other.title || other.topic_title || "Nothing said yet"}
                </button>
                <small>
                  {dayLabel(other.started_at, Date.now())} · {OTHER[other.status]}
                </small>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

const OTHER: Record<OtherConversation["status"], string> = {
  with_bot: "with the bot",
  queued: "waiting for a person",
  assigned: "with an agent",
  awaiting_listener: "with an agent",
  resolved: "resolved",
  closed: "closed",
};

function CopyNumber({ desk, number }: { desk: Desk; number: string }) {
  const copy = async () => {
    const done = await navigator.clipboard.writeText(number).then(
      () => true,
      () => false,
    );
    desk.toasts.show(done ? `${number} is copied.` : "The browser does not allow copying here.");
  };
  return (
    <button type="button" class="link" data-testid="copy-ticket" aria-label={`Copy ${number}`} onClick={() => void copy()}>
      Copy
    </button>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const RESULTS: Record<StepTried["result"], { words: string; icon: ComponentChildren }> = {
  worked: { words: "Worked", icon: <Check /> },
  did_not_help: { words: "Did not help", icon: <Cross /> },
  not_possible: { words: "Not possible", icon: <Minus /> },
  unanswered: { words: "No answer", icon: <Question /> },
};

function Step({ step }: { step: StepTried }) {
  const { words, icon } = RESULTS[step.result];
  return (
    <li>
      <span>{step.remedy}</span>
      <span class={`result is-${step.result}`}>
        {icon} {words}
      </span>
    </li>
  );
}
