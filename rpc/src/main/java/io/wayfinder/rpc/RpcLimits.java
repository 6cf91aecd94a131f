package io.wayfinder.rpc;

/**
 * What a caller can make the server hold.
 *
 * @param connections open TCP connections; more are closed at once. A sidecar has one client, a few tools and a scraper
 * @param bodyBytes of a request body or a WebSocket message; larger ones get 413 or a closed socket. A hundred requests with
 *     a record each take 60 kB
 * @param batch requests in one batch; more are refused whole
 * @param answerBytes of a batch's answers together; later ones become errors
 * @param networkOperations at once, of all callers; more get "busy"
 * @param messagesUnanswered WebSocket messages of one socket; reading pauses. Above {@code networkOperations}, so that long
 *     look-ups never keep a socket from answering a TALKREQ
 * @param subscriptions of one socket; more get "busy"
 * @param notificationsQueued of one socket that does not read; the newest are dropped and counted
 * @param eventsQueued from the service to this server's event loop; the newest are dropped and counted
 * @param talksPending TALKREQs waiting for an answer; more get the empty TALKRESP
 */
record RpcLimits(
        int connections,
        int bodyBytes,
        int batch,
        int answerBytes,
        int networkOperations,
        int messagesUnanswered,
        int subscriptions,
        int notificationsQueued,
        int eventsQueued,
        int talksPending) {

    static final RpcLimits DEFAULT = new RpcLimits(256, 1 << 20, 100, 16 << 20, 64, 256, 16, 1_024, 8_192, 1_024);
}
