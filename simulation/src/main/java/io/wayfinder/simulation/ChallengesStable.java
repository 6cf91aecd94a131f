package io.wayfinder.simulation;

import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A node whose challenges were evicted for want of room may make new ones. */
final class ChallengesStable extends Invariant {

    private final Wiretap wiretap;
    private final Map<Way, Open> open = new LinkedHashMap<>();

    /** A node that is at two endpoints, behind a NAT, has two challenges. */
    private record Way(int challenger, int challenged, Endpoint at) {}

    /** @param met a handshake has come, whether it was accepted or not */
    private record Open(Bytes datagram, long sinceMs, boolean met) {}

    ChallengesStable(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
    }

    @Override
    String claim() {
        return "An open challenge is repeated byte for byte until a handshake meets it or it expires";
    }

    @Override
    public void started(HonestNode node) {
        open.keySet().removeIf(way -> way.challenger() == node.number());
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        if (heard != null && heard.packet() instanceof Packet.Handshake) {
            open.computeIfPresent(
                    new Way(heard.to().number(), heard.by().number(), from),
                    (way, challenge) -> new Open(challenge.datagram(), challenge.sinceMs(), true));
        }
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        if (said == null || !(said.packet() instanceof Packet.Whoareyou)) {
            return;
        }
        Way way = new Way(said.by().number(), said.to().number(), to);
        long lifeMs = world.limits().sessions().challengeMs();
        @Nullable Open before = open.get(way);
        if (before != null && before.datagram().equals(datagram)) {
            if (world.nowMs() - before.sinceMs() >= lifeMs) {
                throw violation(said.by(), "a challenge to node %d that is over".formatted(way.challenged()));
            }
            return;
        }
        boolean over = before == null || before.met() || world.nowMs() - before.sinceMs() >= lifeMs;
        if (!over && evictions(said.by()) == 0) {
            throw violation(said.by(), "two challenges to node %d at once".formatted(way.challenged()));
        }
        open.put(way, new Open(datagram, world.nowMs(), false));
    }

    private static long evictions(HonestNode node) {
        return node.count("challenges_evicted");
    }
}
