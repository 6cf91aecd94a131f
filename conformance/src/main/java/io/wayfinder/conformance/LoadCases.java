package io.wayfinder.conformance;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;

/**
 * What many others do must not cost one its answer. The specification names no figures; those here are far below what
 * every machine manages.
 *
 * <p>Packets leave in small bursts: the node is judged and not the buffer that its system gives it.
 */
final class LoadCases {

    private static final int BURST = 20;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private static final int PACKETS = 1_000;
    private static final int SESSIONS = 200;
    private static final int REQUESTS = 200;

    private static final String UDP = "discv5-wire.md, UDP Communication";

    private static final Rule ANSWERS = Rule.practice(
            UDP,
            "Since low-latency communication is expected: others wait 500 ms or little more, whatever else the node has to"
                    + " do.");
    private static final Rule SESSIONS_KEPT = Rule.practice(
            "discv5-theory.md, Session Cache",
            "Nodes should store session keys for communication with other recently-seen nodes: for 200 of them at least,"
                    + " as clients in use do.");

    private LoadCases() {}

    static List<Case> all() {
        return List.of(
                of(
                        "load.garbage",
                        ANSWERS,
                        "1000 datagrams of 63 to 1280 random bytes",
                        "PING in an older session and a new handshake are answered",
                        LoadCases::garbage),
                of(
                        "load.open-challenges",
                        ANSWERS,
                        "1000 ordinary packets of random content from 1000 node IDs, which never finish the handshake",
                        "PING in an older session and a new handshake are answered",
                        LoadCases::openChallenges),
                of(
                        "load.sessions",
                        SESSIONS_KEPT,
                        "200 handshakes of 200 nodes",
                        "PING in the first and in the last session and a new handshake are answered",
                        LoadCases::sessions),
                of("load.pings", ANSWERS, "200 PINGs in one session, 20 at once", "PONG for each", LoadCases::pings));
    }

    private static Case of(String name, Rule rule, String sends, String expects, Case.Script script) {
        return new Case(name, Area.LOAD, rule, sends, expects, script);
    }

    private static void garbage(Dialogue dialogue) {
        Prober witness = dialogue.prober();
        Session session = witness.establish();
        Prober flood = dialogue.prober();
        for (int i = 0; i < PACKETS; i++) {
            int size = RawPacket.SIZE_MIN + dialogue.random().nextInt(RawPacket.SIZE_MAX - RawPacket.SIZE_MIN + 1);
            flood.send(Bytes.random(size, dialogue.random()), "random bytes");
            pace(dialogue, i);
        }
        requireAnswers(dialogue, witness, session);
    }

    private static void openChallenges(Dialogue dialogue) {
        Prober witness = dialogue.prober();
        Session session = witness.establish();
        Prober flood = dialogue.prober();
        for (int i = 0; i < PACKETS; i++) {
            NodeId source = NodeId.of(Bytes.random(NodeId.SIZE, dialogue.random()));
            RawPacket packet = Session.ordinary(
                            dialogue.random(), source, dialogue.target().nodeId())
                    .withMessage(Bytes.random(44, dialogue.random()));
            flood.send(packet, "an ordinary packet of random content from " + source);
            pace(dialogue, i);
        }
        requireAnswers(dialogue, witness, session);
    }

    private static void sessions(Dialogue dialogue) {
        Prober first = dialogue.prober();
        Session oldest = first.establish();
        for (int i = 2; i < SESSIONS; i++) {
            dialogue.prober().establish();
        }
        Prober last = dialogue.prober();
        Session newest = last.establish();
        last.ping(newest);
        requireAnswers(dialogue, first, oldest);
    }

    private static void pings(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        Set<Bytes> open = new HashSet<>();
        for (int sent = 0; sent < REQUESTS; sent += BURST) {
            for (int i = 0; i < BURST; i++) {
                Bytes requestId = dialogue.requestId();
                open.add(requestId);
                prober.tell(
                        session,
                        RawMessage.ping(requestId, prober.identity().record().seq()));
            }
            while (!open.isEmpty()) {
                Seen.Said pong = prober.next(
                                Seen.Said.class,
                                said -> said.message() instanceof Message.Pong,
                                dialogue.timing().answer())
                        .orElseThrow(() -> new UnmetException(open.size() + " of " + BURST + " PINGs without a PONG"));
                open.remove(pong.message().requestId().bytes());
            }
        }
    }

    private static void pace(Dialogue dialogue, int sent) {
        if (sent % BURST == BURST - 1) {
            dialogue.linger(PAUSE);
        }
    }

    private static void requireAnswers(Dialogue dialogue, Prober witness, Session session) {
        witness.ping(session);
        dialogue.prober().establish();
    }
}
