// Signs agents in and out. The session itself is a cookie that no script can read; this holds what the pages may know.

export interface Account {
  agent: { agent_id: string; name: string; email: string };
  csrf: string;
}

export type LoginResult = { account: Account } | { problem: string };

export async function currentAccount(): Promise<Account | null> {
  const response = await fetch("/api/agent/me");
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`me: ${response.status}`);
  return (await response.json()) as Account;
}

export async function login(email: string, password: string): Promise<LoginResult> {
  let response: Response;
  try {
    response = await fetch("/api/agent/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return { problem: "The desk cannot be reached. Check your connection and try again." };
  }
  if (response.ok) return { account: (await response.json()) as Account };
  if (response.status === 429) return { problem: "Too many tries. Wait a few minutes and try again." };
  if (response.status === 401 || response.status === 400) return { problem: "E-mail or password is not right." };
  return { problem: "The desk cannot sign you in right now. Try again in a moment." };
}

export async function logout(account: Account): Promise<void> {
  await fetch("/api/agent/logout", { method: "POST", headers: { "X-CSRF": account.csrf } });
}
