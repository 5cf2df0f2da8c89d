// Opens the real socket and tells its connection when the person comes back to the page. The only importer of the library.
import { io } from "socket.io-client";
import { Connection } from "./connection";

export function connect(
  namespace: "/listener" | "/agent",
  auth: () => Record<string, unknown>,
  renew: () => Promise<boolean>,
): Connection {
  const socket = io(namespace, {
    // WebSocket only: long polling would need sticky sessions behind a load balancer.
    transports: ["websocket"],
    autoConnect: false,
    auth: (give) => give(auth()),
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
    timeout: 8_000,
  });
  const connection = new Connection(socket, { renew, online: () => navigator.onLine });
  const returned = () => connection.returned();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") returned();
  });
  // A page that comes back from the browser's back-forward cache has slept through every event.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) returned();
  });
  window.addEventListener("online", returned);
  window.addEventListener("offline", () => connection.status.set("offline"));
  connection.begin();
  return connection;
}
