/**
 * What a client sees of a running node: JSON-RPC 2.0 over HTTP and WebSocket, with metrics, health and the Beacon API's node identity
 * beside it. The reference for users is docs/JSON-RPC.md.
 *
 * <p>A method is described once, as a {@link io.wayfinder.rpc.Method}: its parameters are read, its errors named and the OpenRPC
 * document written from that description, so that they cannot drift apart.
 *
 * <p>Invariants: every answer to a malformed request is an error object or a one-line HTTP error, and never a stack trace; what a caller
 * can make us hold is bounded by {@link io.wayfinder.rpc.RpcLimits}; what a connection asked for ends when it closes.
 *
 * <p>Thread rule: everything here is confined to the event loop that {@link io.wayfinder.rpc.RpcServer} deploys on, which is not the
 * service's. Only what the service calls (its listeners and TALKREQ handlers) runs elsewhere, and hops at once, counted and bounded.
 *
 * <p>Knows nothing of the protocol but {@link io.wayfinder.discovery.service.DiscoveryService} and the values it takes and gives.
 */
@NullMarked
package io.wayfinder.rpc;

import org.jspecify.annotations.NullMarked;
