package io.wayfinder.simulation;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.simulation.Seeds.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** Who is where, and what the links between them are like. Nothing of it changes while the lanes are at work. */
final class Network {

    private final List<Lane> lanes;
    private final Seeds seeds;
    private final Watchers watchers;
    private final LatencyMap latencies = new LatencyMap();
    private final LanePlan plan;
    private final Map<Endpoint, Socket> attached = new LinkedHashMap<>();
    /** Those behind a NAT, by its public address. */
    private final Map<IpAddress, Socket> behindNat = new LinkedHashMap<>();

    private LinkModel links;
    private @Nullable BiPredicate<Host, Host> separation;
    private long sockets;
    /** Of those who are gone. */
    private long traces;

    Network(List<Lane> lanes, LinkModel links, Seeds seeds, Watchers watchers) {
        this.lanes = lanes;
        this.plan = new LanePlan(lanes.size(), latencies);
        this.links = links;
        this.seeds = seeds;
        this.watchers = watchers;
    }

    Watchers watchers() {
        return watchers;
    }

    LinkModel links() {
        return links;
    }

    /** Where all happens that happens in this region. */
    Lane lane(int region) {
        return lanes.get(plan.laneOf(region));
    }

    /** For so long what happens in one lane is none of the others' business. */
    long windowUs() {
        return plan.windowUs();
    }

    /** Datagrams that arrived. */
    long delivered() {
        return sum(lane -> lane.delivered);
    }

    /** Datagrams that the links lost, and those that arrived where nobody listens. */
    long lost() {
        return sum(lane -> lane.lost);
    }

    long unreachable() {
        return sum(lane -> lane.unreachable);
    }

    /** Datagrams that a NAT did not let in. */
    long filtered() {
        return sum(lane -> lane.filtered);
    }

    /** What honest nodes sent. */
    long datagrams() {
        return sum(lane -> lane.datagrams);
    }

    long bytes() {
        return sum(lane -> lane.bytes);
    }

    private long sum(ToLongFunction<Lane> count) {
        return lanes.stream().mapToLong(count).sum();
    }

    /** The hash over all deliveries so far. */
    String trace() {
        long sum = traces;
        for (Socket socket : attached.values()) {
            sum += socket.trace().hash();
        }
        return Trace.text(sum);
    }

    /** @throws IllegalArgumentException when someone has that endpoint */
    Socket attach(Host host) {
        return attach(host, null);
    }

    /** @param nat what the host is behind; null: nothing */
    Socket attach(Host host, @Nullable Nat nat) {
        long number = sockets++;
        Lane lane = lane(host.region());
        Socket socket = new Socket(this, lane, host, nat, number, seeds.of(Purpose.LINKS, number));
        if (attached.putIfAbsent(host.endpoint(), socket) != null) {
            throw new IllegalArgumentException(host.endpoint() + " is taken");
        }
        if (nat != null) {
            behindNat.put(nat.address(), socket);
        }
        socket.arm();
        return socket;
    }

    /** What is on its way to it is lost. */
    void detach(Host host) {
        Socket leaving = attached.remove(host.endpoint());
        if (leaving != null) {
            leaving.close();
            traces += leaving.trace().hash();
            Nat nat = leaving.nat();
            if (nat != null) {
                behindNat.remove(nat.address());
            }
        }
    }

    /** The host sends, if it is there. */
    void send(Host by, Endpoint to, Bytes datagram) {
        send(by, by.endpoint(), to, datagram);
    }

    /** @param from whom it says it is from: UDP lets anyone say anything */
    void send(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Socket socket = socket(by);
        if (socket != null) {
            socket.send(from, to, datagram);
        }
    }

    /** To be called after whatever may have changed when the host wants to be called. */
    void arm(Host host) {
        Socket socket = socket(host);
        if (socket != null) {
            socket.arm();
        }
    }

    private @Nullable Socket socket(Host host) {
        Socket found = attached.get(host.endpoint());
        return found != null && found.host().equals(host) ? found : null;
    }

    /** From now on datagrams between two hosts for which this holds are lost; null heals the network. */
    void separate(@Nullable BiPredicate<Host, Host> apart) {
        separation = apart;
    }

    boolean areApart(Host one, Host other) {
        return separation != null && separation.test(one, other);
    }

    /** From now on the links are as this says. */
    void become(LinkModel model) {
        links = model;
    }

    /** One way, without jitter. */
    long delayUs(int from, int to) {
        return latencies.delayUs(from, to);
    }

    /** A host behind a NAT is not to be reached at its private endpoint. */
    @Nullable
    Socket at(Endpoint endpoint) {
        Socket there = attached.get(endpoint);
        return there == null || there.nat() != null ? behindNat.get(endpoint.address()) : there;
    }

    /** @param before who has been there as it was sent: whoever comes back comes back to the same region */
    void deliver(Lane lane, Endpoint from, Endpoint to, @Nullable Socket before, Bytes datagram) {
        Socket there = before != null && before.isGone() ? at(to) : before;
        if (there == null) {
            lane.unreachable++;
        } else {
            there.receive(from, to, datagram);
        }
    }
}
