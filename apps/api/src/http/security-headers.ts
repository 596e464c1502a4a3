/**
 * Headers of every answer. Answers are data: no page may frame them, run them or guess another type.
 *
 * Source: OWASP, "REST Security Cheat Sheet", section "Security Headers".
 */
export function securityHeaders(): Record<string, string> {
  // Made anew each time: an object literal is faster than a copy of a constant.
  return {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=15552000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  };
}
