// Makes the ids that commands are idempotent by. Random enough never to meet, short enough for the protocol's 64.

export function newId(): string {
  // crypto.randomUUID exists only on https and localhost; a support desk is also tried out on a plain LAN address.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
