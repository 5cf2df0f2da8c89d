// The buttons of a question: open, answered with one of them, or passed over. The gateway decides what they mean.
// The one that was pressed can do nothing more, but keeps the focus: from there the next Tab leads on.
import { Check } from "../shared/icons";
import type { Message } from "../shared/protocol";

interface Props {
  question: Message;
  open: boolean;
  chosen: string | null;
  onChoose: (button: number) => void;
}

export function Choices({ question, open, chosen, onChoose }: Props) {
  return (
    <div class="choices" role="group" aria-label={`Answers to: ${question.text.slice(0, 120)}`}>
      {question.buttons.map((button, index) => {
        const picked = chosen === button.title;
        return (
          <button
            key={index}
            type="button"
            class={picked ? "choice picked" : "choice"}
            data-testid="choice"
            data-chosen={picked}
            aria-pressed={picked}
            disabled={!open && !picked}
            aria-disabled={!open}
            tabIndex={open ? 0 : -1}
            onClick={() => open && onChoose(index)}
          >
            {picked && <Check />}
            {button.title}
          </button>
        );
      })}
    </div>
  );
}
