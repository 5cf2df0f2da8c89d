// Shown when the console cannot even learn who is signed in.

export function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="login">
      <div class="login-card">
        <h1>The desk cannot be reached</h1>
        <p>Your connection or the desk itself is down. Nothing you wrote is lost.</p>
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      </div>
    </main>
  );
}
