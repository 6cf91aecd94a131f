package io.wayfinder.cli;

import io.wayfinder.enr.IpAddress;
import io.wayfinder.rpc.RpcConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and for whom JSON-RPC is served. */
final class RpcOptions {

    @Option(
            names = "--rpc-host",
            paramLabel = "HOST",
            description = "Address to serve JSON-RPC on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--rpc-port",
            paramLabel = "PORT",
            description = "Its port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port = RpcConfig.DEFAULT_PORT;

    @Option(
            names = "--rpc-token-file",
            paramLabel = "FILE",
            description = "A file with the bearer token that callers must send.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--rpc-allow-host",
            split = ",",
            paramLabel = "NAME",
            description = "Host names that callers may use, besides localhost and IP addresses.")
    private List<String> allowHosts = new ArrayList<>();

    @Option(
            names = "--rpc-allow-origin",
            split = ",",
            paramLabel = "URL",
            description = "Web origins whose pages may call.")
    private List<String> allowOrigins = new ArrayList<>();

    @Option(names = "--rpc-insecure", description = "Serve others than this machine without a token.")
    private boolean insecure;

    /** @throws Failure also for a host that others can reach, when there is no token */
    RpcConfig config() {
        Optional<String> token = token();
        if (!isLoopback(host) && token.isEmpty() && !insecure) {
            throw Failure.badInput("JSON-RPC on " + host + " would be open to others: give a --rpc-token-file,"
                    + " or say --rpc-insecure if that is meant");
        }
        return new RpcConfig(
                host, ListenOptions.port("--rpc-port", port, 0), token, allowHosts, allowOrigins, clientVersion());
    }

    /** Whatever the host says. */
    RpcConfig loopbackConfig() {
        return new RpcConfig(
                isLoopback(host) ? host : "127.0.0.1",
                ListenOptions.port("--rpc-port", port, 0),
                token(),
                allowHosts,
                allowOrigins,
                clientVersion());
    }

    private Optional<String> token() {
        return Optional.ofNullable(tokenFile).map(RpcOptions::token);
    }

    /** The first line of the file. */
    static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || token.lines().count() != 1) {
                throw Failure.badInput("the token file " + file + " should hold one line, the token");
            }
            return token;
        } catch (IOException e) {
            throw Failure.badInput("cannot read the token file " + file + " (" + Failure.reason(e) + ")", e);
        }
    }

    private static String clientVersion() {
        return "wayfinder/" + Version.text();
    }

    /** A name other than localhost may lead anywhere: it is not asked. */
    static boolean isLoopback(String host) {
        try {
            return host.equals("localhost") || IpAddress.parse(host).isLoopback();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
