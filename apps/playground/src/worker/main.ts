import { handleRequests } from "./handle-requests.ts";
import type { Report, Request } from "./messages.ts";

/** What a worker's own scope has, which the types of pages lack. */
interface WorkerScope {
  postMessage(report: Report): void;
  onmessage: ((event: { readonly data: Request }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const handle = handleRequests((report) => scope.postMessage(report));
scope.onmessage = ({ data }) => {
  void handle(data);
};
