import { value } from "./masked-loss.mjs";

export default {
  fetch: async () => Response.json({ runtime: navigator.userAgent, value: await value() }),
};
