// The sign-in of agents.
import { useEffect, useState } from "preact/hooks";
import { Bars } from "../shared/icons";
import { login, type Account } from "./account";

interface Props {
  onSignedIn: (account: Account) => void;
  /** They were signed in a moment ago. */
  ended?: boolean;
}

export function Login({ onSignedIn, ended }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = "Sign in · Soundcheck";
  }, []);
  const submit = async () => {
    setBusy(true);
    const result = await login(email.trim(), password);
    setBusy(false);
    if ("account" in result) onSignedIn(result.account);
    else setProblem(result.problem);
  };
  return (
    <main class="login">
      <form
        class="login-card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <span class="login-mark">
          <Bars />
        </span>
        <h1>Soundcheck</h1>
        <p>
          {ended
            ? "You have been signed out. Sign in again to go on; your drafts are kept."
            : "Sign in to the support desk."}
        </p>
        <label class="field">
          <span>E-mail</span>
          <input
            type="email"
            name="email"
            autocomplete="username"
            required
            autofocus
            data-testid="login-email"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>Password</span>
          <input
            type="password"
            name="password"
            autocomplete="current-password"
            required
            data-testid="login-password"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <div role="alert">{problem !== null && <p class="login-problem">{problem}</p>}</div>
        <button type="submit" class="button" data-testid="login-submit" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>
  );
}
