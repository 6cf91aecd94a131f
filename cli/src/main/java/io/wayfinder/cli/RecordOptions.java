package io.wayfinder.cli;

import io.wayfinder.enr.Entries;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecordBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes into a record that is made by hand. */
final class RecordOptions {

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "IPv4 address.")
    private @Nullable String ip;

    @Option(names = "--ip6", paramLabel = "ADDRESS", description = "IPv6 address.")
    private @Nullable String ip6;

    @Option(names = "--udp", paramLabel = "PORT", description = "UDP port.")
    private @Nullable Integer udp;

    @Option(names = "--udp6", paramLabel = "PORT", description = "UDP port over IPv6 (default: --udp).")
    private @Nullable Integer udp6;

    @Option(names = "--tcp", paramLabel = "PORT", description = "TCP port.")
    private @Nullable Integer tcp;

    @Option(names = "--tcp6", paramLabel = "PORT", description = "TCP port over IPv6.")
    private @Nullable Integer tcp6;

    @Option(
            names = "--entry",
            paramLabel = "KEY=HEX",
            description = "One more entry: KEY=HEX, KEY=text:..., KEY=uint:... or KEY=rlp:... Repeatable.")
    private List<String> entries = new ArrayList<>();

    @Option(names = "--entries-file", paramLabel = "FILE", description = "Entries in the form of --entry, one a line.")
    private @Nullable Path entriesFile;

    /** @throws Failure that names what is wrong */
    void apply(NodeRecordBuilder builder) {
        try {
            if (ip != null) {
                builder.put(Entries.IP, address("--ip", ip, false));
            }
            if (ip6 != null) {
                builder.put(Entries.IP6, address("--ip6", ip6, true));
            }
            if (udp != null) {
                builder.put(Entries.UDP, port("--udp", udp));
            }
            // Its absence is read as "unreachable" by one widespread implementation.
            Integer port6 = udp6 == null && ip6 != null ? udp : udp6;
            if (port6 != null) {
                builder.put(Entries.UDP6, port("--udp6", port6));
            }
            if (tcp != null) {
                builder.put(Entries.TCP, port("--tcp", tcp));
            }
            if (tcp6 != null) {
                builder.put(Entries.TCP6, port("--tcp6", tcp6));
            }
            EntryArgument.parse(entries, entriesFile).forEach(builder::putRaw);
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(Failure.messageOf(e), e);
        }
    }

    private static int port(String flag, int port) {
        if (port < 1 || port > 65_535) {
            throw Failure.badInput(flag + " is from 1 to 65535, not " + port);
        }
        return port;
    }

    /** @throws Failure unless it is an address of that family */
    static IpAddress address(String flag, String text, boolean v6) {
        try {
            IpAddress address = IpAddress.parse(text);
            if (address.v6() == v6) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(flag + " " + ContactArgument.shortened(text) + " is not an IP address", e);
        }
        throw Failure.badInput(flag + " takes an " + (v6 ? "IPv6" : "IPv4") + " address, not " + text);
    }
}
