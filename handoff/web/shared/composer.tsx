// The box in which a person writes: grows with the text, sends on Enter, starts a new line on Shift+Enter.
// Where the text goes, and where its draft is kept, the owner decides.
import type { Ref } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Send } from "./icons";
import { MAX_TEXT } from "./protocol";

interface Props {
  value: string;
  label: string;
  placeholder: string;
  sendLabel: string;
  testid: string;
  sendTestid: string;
  disabled?: boolean;
  box?: Ref<HTMLTextAreaElement>;
  onChange: (text: string) => void;
  onSend: () => void;
}

/** From here on the reader is told how much is left. */
const NEAR_LIMIT = MAX_TEXT - 500;

export function Composer(props: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [props.value]);
  useEffect(() => {
    if (typeof props.box === "function") props.box(area.current);
    else if (props.box) props.box.current = area.current;
  }, []);

  const left = MAX_TEXT - props.value.length;
  const empty = props.value.trim() === "";
  const keyed = (event: KeyboardEvent) => {
    // While an input method is composing, Enter accepts its suggestion.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!empty && left >= 0) props.onSend();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty && left >= 0) props.onSend();
        area.current?.focus();
      }}
    >
      <textarea
        ref={area}
        rows={1}
        dir="auto"
        data-testid={props.testid}
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.value}
        disabled={props.disabled}
        enterkeyhint="send"
        onInput={(event) => props.onChange(event.currentTarget.value)}
        onKeyDown={keyed}
      />
      {props.value.length > NEAR_LIMIT && (
        <span class={left < 0 ? "count over" : "count"} role="status">
          {left < 0 ? `${-left} too many` : `${left} left`}
        </span>
      )}
      <button
        type="submit"
        class="send"
        data-testid={props.sendTestid}
        aria-label={props.sendLabel}
        disabled={props.disabled || empty || left < 0}
      >
        <Send />
      </button>
    </form>
  );
}
