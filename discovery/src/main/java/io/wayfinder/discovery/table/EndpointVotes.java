package io.wayfinder.discovery.table;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What our peers say our address is (protocol-notes: one vote per /24 or /64, at least 10 and a majority, per family).
 *
 * <p>Loopback, LAN and the wide network are counted apart, and only those of one's own kind are believed: a peer in
 * the wide network knows no LAN address of ours. In the narrower kinds, where all nodes share one network, each
 * endpoint has a vote, and they decide only while nobody wider has voted. Confined to one thread.
 */
public final class EndpointVotes {

    private enum Scope {
        LOOPBACK,
        LAN,
        WIDE;

        static Scope of(IpAddress address) {
            return address.isLoopback() ? LOOPBACK : address.isLan() ? LAN : WIDE;
        }
    }

    private final Family ipv4;
    private final Family ipv6;
    private long refused;

    public EndpointVotes(TableLimits limits) {
        this.ipv4 = new Family(limits);
        this.ipv6 = new Family(limits);
    }

    /**
     * A PONG to a PING of ours said that we are at {@code claimed}. Returns the endpoint newly agreed on, if any: at
     * most one for each family in {@link TableLimits#endpointChangeMs}.
     */
    public Optional<Endpoint> vote(long nowMs, Endpoint voter, Endpoint claimed) {
        Scope scope = Scope.of(claimed.address());
        if (claimed.port() == 0
                || claimed.address().isSpecial()
                || claimed.address().v6() != voter.address().v6()
                || scope != Scope.of(voter.address())) {
            refused++;
            return Optional.empty();
        }
        Endpoint ballot = scope == Scope.WIDE ? networkOf(voter.address()) : voter;
        return (claimed.address().v6() ? ipv6 : ipv4).vote(nowMs, scope, ballot, claimed);
    }

    /** Votes refused and votes that count now, by metric label. */
    public SequencedMap<String, Long> counters() {
        SequencedMap<String, Long> counters = new LinkedHashMap<>();
        counters.put("votes_refused", refused);
        counters.put("voters_ipv4", ipv4.voters());
        counters.put("voters_ipv6", ipv6.voters());
        return counters;
    }

    private static Endpoint networkOf(IpAddress address) {
        return Endpoint.of(address.prefix(address.v6() ? 64 : 24), 0);
    }

    /** The votes of one address family. */
    private static final class Family {

        private final TableLimits limits;
        private final Ballots loopback;
        private final Ballots lan;
        private final Ballots wide;
        private Optional<Endpoint> agreed = Optional.empty();
        private long agreedMs;

        Family(TableLimits limits) {
            this.limits = limits;
            this.loopback = new Ballots(limits);
            this.lan = new Ballots(limits);
            this.wide = new Ballots(limits);
        }

        Optional<Endpoint> vote(long nowMs, Scope scope, Endpoint voter, Endpoint claimed) {
            Ballots ballots = switch (scope) {
                case LOOPBACK -> loopback;
                case LAN -> lan;
                case WIDE -> wide;
            };
            ballots.cast(nowMs, voter, claimed);
            boolean recent = agreed.isPresent() && nowMs - agreedMs < limits.endpointChangeMs();
            if (recent || widerVoted(nowMs, scope) || !ballots.elects(claimed)) {
                return Optional.empty();
            }
            Optional<Endpoint> elected = Optional.of(claimed);
            if (elected.equals(agreed)) {
                return Optional.empty();
            }
            agreed = elected;
            agreedMs = nowMs;
            return elected;
        }

        private boolean widerVoted(long nowMs, Scope scope) {
            return switch (scope) {
                case LOOPBACK -> lan.voters(nowMs) > 0 || wide.voters(nowMs) > 0;
                case LAN -> wide.voters(nowMs) > 0;
                case WIDE -> false;
            };
        }

        long voters() {
            return (long) loopback.size() + lan.size() + wide.size();
        }
    }
}
