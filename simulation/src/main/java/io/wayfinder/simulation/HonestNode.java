package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Discv5;
import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.Map;
import java.util.Objects;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** A node that runs the real core. */
final class HonestNode implements Host {

    private final int number;
    private final Identity identity;
    private final @Nullable Nat nat;
    private final Discv5 core;
    private final Network network;
    private @Nullable Socket socket;
    /** When its record first said where it is. */
    private long locatedMs = Long.MAX_VALUE;

    /**
     * @param number unique in the run; one that comes back has another
     * @param nat what it is behind; null: nothing
     */
    HonestNode(int number, Identity identity, @Nullable Nat nat, Discv5 core, Network network) {
        this.number = number;
        this.identity = identity;
        this.nat = nat;
        this.core = core;
        this.network = network;
        if (record().udp4().isPresent()) {
            locatedMs = Long.MIN_VALUE;
        }
    }

    int number() {
        return number;
    }

    /** Unique in the run: one that comes back has it again. */
    int identityNumber() {
        return identity.number();
    }

    NodeId id() {
        return core.localRecord().nodeId();
    }

    NodeRecord record() {
        return core.localRecord();
    }

    Contact contact() {
        return Contact.of(record());
    }

    /** Whether its record said where it is before then. */
    boolean wasLocated(long atMs) {
        return locatedMs < atMs;
    }

    /** What is left of it when it leaves. */
    Identity identity() {
        return identity.with(record());
    }

    @Nullable
    Nat nat() {
        return nat;
    }

    boolean isAlive() {
        return socket != null && !socket.isGone();
    }

    /** Whether its application answers a TALKREQ at once, with what was asked; it has none otherwise. */
    boolean answersTalks() {
        return number % 2 == 0;
    }

    /** For views only: commands go through this node. */
    Discv5 core() {
        return core;
    }

    /** The sum of its counters whose names begin so. */
    long count(String name) {
        return core.counters().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith(name))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Joins the network. */
    void start() {
        socket = network.attach(this, nat);
        network.watchers().started(this);
        settle();
    }

    /** Leaves it without a word. */
    void stop() {
        network.detach(this);
        network.watchers().stopped(this);
    }

    private Socket socket() {
        return Objects.requireNonNull(socket, "it has never joined");
    }

    /** Asks a node; returns the command's number. */
    long ask(Contact to, Question question) {
        long number = core.ask(socket().nowMs(), to, question);
        network.watchers().asked(this, number, to);
        return commanded(number, null);
    }

    /** A plain lookup; returns the command's number. */
    long lookup(NodeId target) {
        return lookup(target, 1);
    }

    /** Over so many disjoint paths. */
    long lookup(NodeId target, int paths) {
        return commanded(core.lookup(socket().nowMs(), target, paths, record -> true), target);
    }

    /** Looks for the newest record of the node; returns the command's number. */
    long resolve(NodeId id) {
        long number = core.resolve(socket().nowMs(), id);
        network.watchers().resolving(this, number, id);
        act();
        return number;
    }

    /** Ends the command, if it has not ended. */
    void cancel(long command) {
        core.cancel(socket().nowMs(), command);
        network.watchers().cancelled(this, command);
        act();
    }

    private void act() {
        settle();
        socket().arm();
    }

    private long commanded(long number, @Nullable NodeId target) {
        network.watchers().commanded(this, number, target);
        act();
        return number;
    }

    /** Announces a new record, which says the same. */
    void renew() {
        record().udp4().ifPresent(same -> {
            core.announce(socket().nowMs(), identity.at(same, record(), socket().lane().curve));
            act();
        });
    }

    @Override
    public Endpoint endpoint() {
        return identity.endpoint();
    }

    @Override
    public int region() {
        return identity.region();
    }

    @Override
    public void receive(long nowMs, Endpoint from, Bytes datagram) {
        core.receive(nowMs, from, datagram);
        settle();
    }

    @Override
    public void tick(long nowMs) {
        core.tick(nowMs);
        settle();
        network.watchers().ticked(this);
    }

    @Override
    public long nextDeadlineMs() {
        return core.nextDeadlineMs();
    }

    private void settle() {
        Socket joined = socket();
        Watchers watchers = network.watchers();
        for (Output output = core.poll(); output != null; output = core.poll()) {
            if (output instanceof Output.Transmit transmit) {
                joined.send(transmit.to(), transmit.datagram());
            } else {
                watchers.told(this, output);
                follow(joined, output);
            }
        }
        watchers.settled(this);
    }

    /** As the service does: announces itself where its peers say that it is. */
    private void follow(Socket joined, Output output) {
        switch (output) {
            case Output.EndpointAgreed agreed -> {
                locatedMs = Math.min(locatedMs, joined.nowMs());
                core.announce(joined.nowMs(), identity.at(agreed.endpoint(), record(), joined.lane().curve));
            }
            case Output.LookedUp ended -> joined.lane().ended(this, ended);
            case Output.TalkRequested asked
            when answersTalks() -> core.answerTalk(joined.nowMs(), asked.talk(), asked.payload());
            default -> {}
        }
    }
}
