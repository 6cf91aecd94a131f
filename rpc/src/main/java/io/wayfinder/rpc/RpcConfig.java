package io.wayfinder.rpc;

import java.util.List;
import java.util.Optional;

/**
 * How the server is started.
 *
 * @param host what to bind: an IP literal or a name of this machine
 * @param port 0: any free one
 * @param token the bearer token that every request but {@code /health} must carry; empty: none is needed
 * @param allowHosts names accepted in the {@code Host} header besides IP literals and {@code localhost}; {@code *} accepts all
 * @param allowOrigins web origins, {@code https://example.org}, that may call; {@code *} accepts all
 * @param clientVersion what {@code discv5_nodeInfo} and {@code rpc.discover} say of this program, {@code wayfinder/0.1.0}
 */
public record RpcConfig(
        String host,
        int port,
        Optional<String> token,
        List<String> allowHosts,
        List<String> allowOrigins,
        String clientVersion) {

    /** The port of the sidecar: 8545 belongs to the client that it stands beside. */
    public static final int DEFAULT_PORT = 8555;

    /** @throws IllegalArgumentException for a port out of range or an empty token */
    public RpcConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the RPC port is from 0 to 65535, not " + port);
        }
        if (token.isPresent() && token.get().isEmpty()) {
            throw new IllegalArgumentException("the RPC token is empty");
        }
        allowHosts = List.copyOf(allowHosts);
        allowOrigins = List.copyOf(allowOrigins);
    }

    /** Loopback only, no token, no web pages. */
    public static RpcConfig loopback(int port, String clientVersion) {
        return new RpcConfig("127.0.0.1", port, Optional.empty(), List.of(), List.of(), clientVersion);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "RpcConfig[" + host + ":" + port + (token.isPresent() ? ", with a token" : "") + "]";
    }
}
