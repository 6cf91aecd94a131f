package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Those to one peer that start, or meet their session, at one time are open at one time. */
final class RequestsBounded extends Invariant {

    /** Longer than any request lives. */
    private static final long REMEMBERED_MS = 10_000;

    private final Wiretap wiretap;
    private final RequestLimits limits;
    private final LinkedHashMap<Key, Asked> requests = new LinkedHashMap<>();
    /** By the node that is settling. */
    private final Map<NodeId, Integer> started = new LinkedHashMap<>();
    /** Commands that ask somebody, and whom. */
    private final Map<Command, View> open = new LinkedHashMap<>();

    private final Map<View, Integer> openAt = new LinkedHashMap<>();
    private @Nullable View asked;

    private record Key(int by, RequestId id) {}

    private record Asked(NodeId of, Message question, long sinceMs) {}

    RequestsBounded(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        limits = world.limits().requests();
    }

    @Override
    String claim() {
        return "No two requests of a node have the same ID, and at most %d of them go to one peer at once, with %d more behind them"
                .formatted(limits.inFlightPerPeer(), limits.queuedPerPeer());
    }

    @Override
    public void asked(HonestNode by, long command, Contact to) {
        asked = new View(by.number(), to.id());
        open.put(new Command(by.number(), command), asked);
        openAt.merge(asked, 1, Integer::sum);
    }

    @Override
    public void told(HonestNode by, Output output) {
        if (output instanceof Output.Completed completed) {
            View ended = open.remove(new Command(by.number(), completed.command()));
            if (ended != null) {
                openAt.computeIfPresent(ended, (view, count) -> count == 1 ? null : count - 1);
            }
        }
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
        int most = limits.inFlightPerPeer();
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
        View latest = asked;
        asked = null;
        if (latest != null && openAt.getOrDefault(latest, 0) > limits.inFlightPerPeer() + limits.queuedPerPeer()) {
            throw violation(node, "%d requests to %s are open".formatted(openAt.get(latest), latest.id()));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        open.keySet().removeIf(command -> command.node() == node.number());
        openAt.keySet().removeIf(view -> view.of() == node.number());
    }
}
