package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Of PONGs from honest nodes that are where their records say. A PING that is seen in a handshake first may be there for
 * want of anything else to say, and nobody waits for its answer.
 */
final class AnswersTaken extends Invariant {

    private static final int PINGS_MAX = 8_192;

    private final Wiretap wiretap;
    private final LinkedHashMap<Asked, Asking> pings = new LinkedHashMap<>();
    private final Map<View, Long> silentMs = new LinkedHashMap<>();
    /** Who is to be told of as having answered. */
    private @Nullable HonestNode answering;

    private record Asked(int by, RequestId id) {}

    private record Asking(HonestNode of, boolean isAwaited, long sinceMs) {}

    AnswersTaken(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "Whoever answers a PING before the asker has given up is told of as having answered, whichever attempt it answers";
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null) {
            return;
        }
        if (said.message() instanceof Message.Ping ping) {
            boolean isAwaited = said.packet() instanceof Packet.Ordinary;
            pings.putIfAbsent(
                    new Asked(said.by().number(), ping.requestId()), new Asking(said.to(), isAwaited, world.nowMs()));
            if (pings.size() > PINGS_MAX) {
                pings.pollFirstEntry();
            }
        } else if (said.packet() instanceof Packet.Whoareyou && said.to() == answering) {
            // It has the keys no more that the answer came under.
            answering = null;
        }
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        answering = null;
        if (heard == null || !(heard.message() instanceof Message.Pong pong)) {
            return;
        }
        HonestNode by = heard.by();
        int asker = heard.to().number();
        Asking asked = pings.remove(new Asked(asker, pong.requestId()));
        if (asked != null
                && asked.isAwaited()
                && asked.of() == by
                && by.nat() == null
                && from.equals(by.endpoint())
                && silentMs.getOrDefault(new View(asker, by.id()), 0L) < asked.sinceMs()) {
            answering = by;
        }
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.NodeSilent silent) {
            silentMs.put(new View(by.number(), silent.id()), world.nowMs());
        } else if (output instanceof Output.NodeAnswered answered
                && answering != null
                && answering.id().equals(answered.record().nodeId())) {
            answering = null;
        }
    }

    @Override
    public void settled(HonestNode node) {
        if (answering != null) {
            throw violation(node, "it takes no notice of a PONG from " + answering.id());
        }
    }

    @Override
    public void stopped(HonestNode node) {
        silentMs.keySet().removeIf(view -> view.of() == node.number());
    }
}
