/**
 * Headers of every answer. Answers are data: no page may frame them, run them or guess another type.
 *
 * They are set before the answer is made: `hono/secure-headers` sets them afterwards, for which the answer is unpacked and
 * packed again on Node.
 *
 * Source: OWASP, "REST Security Cheat Sheet", section "Security Headers".
 */
export const securityHeaders: readonly (readonly [name: string, value: string])[] = [
  ["Cache-Control", "no-store"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Referrer-Policy", "no-referrer"],
  ["Strict-Transport-Security", "max-age=15552000"],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
];
