package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Of PINGs that are answered, and PONGs that are taken for an answer: one that is no answer any more, as to a PING that only
 * filled a handshake packet, tells nothing. Who does not give a record that it tells of is not asked at each.
 */
final class NewsFetched extends Invariant {

    /** A question is on its way for at most two seconds; for no longer is another left out. */
    private static final long LATELY_MS = 5_000;

    private final Wiretap wiretap;
    private final LinkedHashMap<Way, Long> askedMs = new LinkedHashMap<>();
    /** What is still to be asked for, in the order in which it was told. */
    private final LinkedHashMap<Way, Told> open = new LinkedHashMap<>();

    private final long turnMs;
    private @Nullable Overheard news;
    private boolean answered;

    private record Way(int by, NodeId of) {}

    private record Told(Overheard news, long atMs) {}

    NewsFetched(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        turnMs = world.limits().requests().overallMs();
    }

    @Override
    String claim() {
        return "Who is told of a newer record than it has, by the node itself, asks for it, or has it, within %d ms: other questions to it may come first"
                .formatted(turnMs);
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        answered = false;
        news = heard != null && heard.from().equals(from) && isNews(heard) ? heard : null;
    }

    private static boolean isNews(Overheard heard) {
        long told = seq(heard.message());
        return told > 0
                && heard.to()
                                .core()
                                .record(heard.by().id())
                                .map(NodeRecord::seq)
                                .orElse(told)
                        < told;
    }

    private static long seq(@Nullable Message message) {
        return switch (message) {
            case Message.Ping ping -> ping.enrSeq();
            case Message.Pong pong -> pong.enrSeq();
            case null, default -> 0;
        };
    }

    @Override
    public void told(HonestNode by, Output output) {
        answered |= output instanceof Output.NodeAnswered;
    }

    /** A question that waits for a session is seen as what asks for that. */
    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null) {
            return;
        }
        answered |= isAnswerTo(news, said);
        if (said.keys() == null || said.message() instanceof Message.FindNode) {
            world.forgetOld(askedMs, ms -> ms, LATELY_MS);
            Way way = new Way(said.by().number(), said.to().id());
            askedMs.putLast(way, world.nowMs());
            open.remove(way);
        }
    }

    private static boolean isAnswerTo(@Nullable Overheard news, Overheard said) {
        return news != null
                && news.message() instanceof Message.Ping ping
                && said.message() instanceof Message.Pong pong
                && said.by() == news.to()
                && pong.requestId().equals(ping.requestId());
    }

    @Override
    public void settled(HonestNode node) {
        Overheard heard = news;
        news = null;
        if (heard != null && heard.to() == node && answered && isNews(heard)) {
            Way way = new Way(node.number(), heard.by().id());
            Long lately = askedMs.get(way);
            if (lately == null || world.nowMs() - lately > LATELY_MS) {
                open.putIfAbsent(way, new Told(heard, world.nowMs()));
            }
        }
        judgeOverdue();
    }

    private void judgeOverdue() {
        while (!open.isEmpty() && world.nowMs() - open.firstEntry().getValue().atMs() > turnMs) {
            Overheard told = open.pollFirstEntry().getValue().news();
            if (told.to().isAlive() && isNews(told)) {
                throw violation(
                        told.to(),
                        "it leaves record %d of %s"
                                .formatted(seq(told.message()), told.by().id()));
            }
        }
    }
}
