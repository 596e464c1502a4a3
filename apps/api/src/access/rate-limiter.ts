/** Says who may ask once more. The binding of a Worker's rate limit is one. */
export interface RateLimiter {
  /**
   * Counts one request.
   *
   * @param options `key`: who asks.
   * @returns Whether there is room for the request, and if it is known, after how many seconds there will be.
   */
  limit(options: { key: string }): Promise<{ success: boolean; retryAfterSeconds?: number }>;
}
