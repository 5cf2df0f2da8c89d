// Shown while the console does not know who is signed in: it is being asked, or nobody answers.

export function Opening() {
  return (
    <main class="login">
      <div class="login-card" role="status">
        <h1>Opening the desk…</h1>
      </div>
    </main>
  );
}

export function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="login">
      <div class="login-card">
        <h1>The desk cannot be reached</h1>
        <p>Your connection or the desk itself is down. Nothing you wrote is lost.</p>
        <button type="button" class="button" autofocus onClick={onRetry}>
          Try again
        </button>
      </div>
    </main>
  );
}
