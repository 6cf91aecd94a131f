package io.wayfinder.cli;

import io.wayfinder.enr.IpPrefix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import picocli.CommandLine.Option;

/** Which network is spoken to, of every command that sends packets. */
final class NetworkOptions {

    /** discv5 wire, "Protocol Header". */
    private static final int PROTOCOL_ID_SIZE = 6;

    @Option(
            names = "--netrestrict",
            split = ",",
            paramLabel = "CIDR",
            description = "Send to, accept from and speak of these addresses only: 127.0.0.0/8,::1/128")
    private List<String> netrestrict = new ArrayList<>();

    @Option(
            names = "--protocol-id",
            paramLabel = "ID",
            description =
                    "Six bytes, for private networks: six characters or 0x and 12 hex digits (default: ${DEFAULT-VALUE}).")
    private String protocolId = "discv5";

    /** @throws Failure that names the one that is wrong */
    List<IpPrefix> restrictTo() {
        List<IpPrefix> cidrs = new ArrayList<>();
        for (String text : netrestrict) {
            try {
                cidrs.add(IpPrefix.containing(text.strip()));
            } catch (IllegalArgumentException e) {
                throw Failure.badInput("--netrestrict: " + Failure.messageOf(e), e);
            }
        }
        return cidrs;
    }

    /** @throws Failure unless there are six bytes */
    Bytes protocolId() {
        Bytes id = protocolId.matches("0x([0-9a-fA-F]{2})+")
                ? Bytes.fromHexString(protocolId)
                : Bytes.wrap(protocolId.getBytes(StandardCharsets.UTF_8));
        if (id.size() != PROTOCOL_ID_SIZE) {
            throw Failure.badInput("--protocol-id takes six bytes, and '" + protocolId + "' has " + id.size());
        }
        return id;
    }
}
