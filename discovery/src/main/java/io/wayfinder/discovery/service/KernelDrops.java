package io.wayfinder.discovery.service;

import io.wayfinder.enr.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How many packets the kernel dropped since our receive buffer was full: the last column of Linux's {@code /proc/net/udp} and {@code udp6}. A socket is found there by its local
 * address, which is ours alone. Blocks.
 */
final class KernelDrops {

    private final Path proc;
    private final List<Endpoint> local;

    KernelDrops(List<Endpoint> local) {
        this(Path.of("/proc/net"), local);
    }

    KernelDrops(Path proc, List<Endpoint> local) {
        this.proc = proc;
        this.local = local;
    }

    /** Empty on other systems. */
    OptionalLong read() {
        long drops = 0;
        boolean found = false;
        for (Endpoint endpoint : local) {
            OptionalLong some = read(endpoint);
            drops += some.orElse(0);
            found |= some.isPresent();
        }
        return found ? OptionalLong.of(drops) : OptionalLong.empty();
    }

    private OptionalLong read(Endpoint endpoint) {
        Path table = proc.resolve(endpoint.address().v6() ? "udp6" : "udp");
        String address = hex(endpoint);
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 2 && columns[1].equals(address))
                    .mapToLong(columns -> Long.parseLong(columns[columns.length - 1]))
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** As the kernel writes it: each 32-bit word in the machine's byte order, and the port. */
    private static String hex(Endpoint endpoint) {
        ByteBuffer octets = ByteBuffer.wrap(endpoint.address().bytes().toArrayUnsafe());
        StringBuilder text = new StringBuilder();
        HexFormat hex = HexFormat.of().withUpperCase();
        while (octets.hasRemaining()) {
            int word = octets.getInt();
            text.append(hex.toHexDigits(
                    ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word));
        }
        return text + ":" + String.format(Locale.ROOT, "%04X", endpoint.port());
    }
}
