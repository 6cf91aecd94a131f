package io.wayfinder.cli;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a node listens, and what its record says of it. */
final class ListenOptions {

    private static final String OFF = "none";
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            description = "IPv4 address to listen on, or none (default: 0.0.0.0; with --ip6 alone: none).")
    private @Nullable String ip;

    @Option(
            names = "--ip6",
            paramLabel = "ADDRESS",
            description = "IPv6 address to listen on, or none (default: ::; with --ip alone: none).")
    private @Nullable String ip6;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "UDP port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port = 30_355;

    @Option(names = "--port6", paramLabel = "PORT", description = "UDP port over IPv6 (default: the same).")
    private @Nullable Integer port6;

    @Option(
            names = "--advertise-ip",
            paramLabel = "ADDRESS",
            description = "The IPv4 address in our record (default: what peers see).")
    private @Nullable String advertiseIp;

    @Option(
            names = "--advertise-ip6",
            paramLabel = "ADDRESS",
            description = "The IPv6 address in our record (default: what peers see).")
    private @Nullable String advertiseIp6;

    @Option(
            names = "--advertise-port",
            paramLabel = "PORT",
            description = "The UDP port in our record (default: the one listened on).")
    private @Nullable Integer advertisePort;

    /** IPv4 first. @throws Failure that names the flag that is wrong */
    List<Endpoint> listen() {
        List<Endpoint> listen = new ArrayList<>();
        address4()
                .ifPresent(text ->
                        listen.add(Endpoint.of(RecordOptions.address("--ip", text, false), port("--port", port, 0))));
        address6()
                .ifPresent(text -> listen.add(
                        Endpoint.of(RecordOptions.address("--ip6", text, true), port("--port6", port6(), 0))));
        if (listen.isEmpty()) {
            throw Failure.badInput("--ip and --ip6 are both none: there is nothing to listen on");
        }
        return listen;
    }

    Optional<IpAddress> advertiseIp() {
        return Optional.ofNullable(advertiseIp).map(text -> RecordOptions.address("--advertise-ip", text, false));
    }

    Optional<IpAddress> advertiseIp6() {
        return Optional.ofNullable(advertiseIp6).map(text -> RecordOptions.address("--advertise-ip6", text, true));
    }

    /** 0: the bound one. */
    int advertisePort() {
        return advertisePort == null ? 0 : port("--advertise-port", advertisePort, 1);
    }

    /** Who names one family alone means that one alone: {@code --ip 127.0.0.1} should not leave all of IPv6 open. */
    Optional<String> address4() {
        String otherwise = ip6 == null || ip6.equals(OFF) ? "0.0.0.0" : OFF;
        return Optional.of(ip == null ? otherwise : ip).filter(text -> !text.equals(OFF));
    }

    Optional<String> address6() {
        String otherwise = ip == null || ip.equals(OFF) ? "::" : OFF;
        return Optional.of(ip6 == null ? otherwise : ip6).filter(text -> !text.equals(OFF));
    }

    int port6() {
        return port6 == null ? port : port6;
    }

    static int port(String flag, int port, int least) {
        if (port < least || port > PORT_MAX) {
            throw Failure.badInput(flag + " is from " + least + " to " + PORT_MAX + ", not " + port);
        }
        return port;
    }
}
