package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/** Those to one peer that start, or meet their session, at one time are open at one time. */
final class RequestsBounded extends Invariant {

    /** Longer than any request lives. */
    private static final long REMEMBERED_MS = 10_000;

    private final Wiretap wiretap;
    private final LinkedHashMap<Key, Asked> requests = new LinkedHashMap<>();
    /** By the node that is settling. */
    private final Map<NodeId, Integer> started = new LinkedHashMap<>();

    private record Key(int by, RequestId id) {}

    private record Asked(NodeId of, Message question, long sinceMs) {}

    RequestsBounded(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "No two requests of a node have the same ID, and at most %d of them go to one peer at once"
                .formatted(world.limits().requests().inFlightPerPeer());
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        Message question = said == null ? null : said.message();
        if (said == null || question == null || !said.isQuestion()) {
            return;
        }
        NodeId of = said.to().id();
        Key key = new Key(said.by().number(), question.requestId());
        Asked before = requests.get(key);
        if (before == null) {
            world.forgetOld(requests, Asked::sinceMs, REMEMBERED_MS);
            requests.putLast(key, new Asked(of, question, world.nowMs()));
            start(said);
        } else if (!before.of().equals(of) || !before.question().equals(question)) {
            throw violation(said.by(), "%s to %s, and before %s".formatted(question, of, before));
        }
    }

    private void start(Overheard said) {
        int most = world.limits().requests().inFlightPerPeer();
        if (started.merge(said.to().id(), 1, Integer::sum) > most) {
            throw violation(
                    said.by(),
                    "more than %d requests at once to %s"
                            .formatted(most, said.to().id()));
        }
    }

    @Override
    public void settled(HonestNode node) {
        started.clear();
    }
}
