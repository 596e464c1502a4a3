import { Hono } from "hono/tiny";

/** What the service's Worker is held against: one route, which answers a constant. */
const app: Hono = new Hono();
app.get("/", (c) => c.json({ live: true }));

export default app;
