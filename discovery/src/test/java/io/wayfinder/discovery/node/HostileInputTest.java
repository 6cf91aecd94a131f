package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.wire.IdNonce;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, a node neither throws nor wants to be called without end; and who cannot listen cannot disturb.
 */
class HostileInputTest {

    private static final int ROUNDS = 40_000;

    private final SplittableRandom random = new SplittableRandom(6);
    private final PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
    private final VirtualNetwork network = new VirtualNetwork(6);
    private final VirtualNode ann = network.add();
    private final VirtualNode bob = network.add(ann.contact());
    private final List<VirtualNetwork.Datagram> heard = new ArrayList<>();

    /** Such an attacker can hold up new handshakes, as he could drop the packets; what he leaves behind must work. */
    @Test
    void listenerWhoRepeatsAndChangesDatagramsLeavesAWorkingPair() {
        network.tap = datagram -> {
            heard.add(datagram);
            return datagram;
        };
        network.runFor(5_000);
        for (int i = 0; i < ROUNDS; i++) {
            inject(changed(heard.get(random.nextInt(heard.size()))));
            if (i % 100 == 0) {
                ask();
                network.runFor(20);
            }
            if (heard.size() > 2_000) {
                heard.subList(0, 1_000).clear();
            }
        }
        network.runFor(5_000);
        bob.outputs.clear();
        ask();
        network.runFor(1_000);
        assertAllAnswered(1);
        assertEquals(1, ann.core.tableEntries().size());
        assertEquals(1, ann.count("sessions"));
    }

    @Test
    void forgerWhoCannotListenCostsThePairNothing() {
        network.runFor(5_000);
        for (int i = 0; i < ROUNDS; i++) {
            VirtualNode victim = random.nextBoolean() ? ann : bob;
            VirtualNode other = victim == ann ? bob : ann;
            inject(new VirtualNetwork.Datagram(other.endpoint, victim.endpoint, forged(victim, other)));
            if (i % 100 == 0) {
                ask();
                network.runFor(20);
            }
        }
        network.runFor(5_000);
        assertAllAnswered(ROUNDS / 100);
        assertEquals(0, bob.count("requests_resent"));
        assertTrue(ann.count("packets_rejected{reason=\"wrong_protocol\"}") > 0);
        assertTrue(ann.count("packets_dropped{reason=\"unknown_nonce\"}") > 0);
    }

    private void assertAllAnswered(int count) {
        List<Output.Completed> ends = bob.told(Output.Completed.class);
        for (Output.Completed end : ends) {
            assertTrue(end.outcome() instanceof Outcome.Answered, () -> "lost: " + end);
        }
        assertEquals(count, ends.size());
    }

    private void ask() {
        Question question = switch (random.nextInt(3)) {
            case 0 -> new Question.Ping();
            case 1 -> new Question.FindNode(List.of(0, 256, 255));
            default -> new Question.FindNode(List.of(0));
        };
        bob.core.ask(network.nowMs(), ann.contact(), question);
        network.collect(bob);
    }

    private void inject(VirtualNetwork.Datagram datagram) {
        VirtualNode victim = datagram.to().equals(ann.endpoint) ? ann : bob;
        victim.core.receive(network.nowMs(), datagram.from(), datagram.bytes());
        network.collect(victim);
    }

    /** A replay, a valid datagram with some bytes changed, cut or grown, or one from somewhere else. */
    private VirtualNetwork.Datagram changed(VirtualNetwork.Datagram original) {
        byte[] bytes = original.bytes().toArray();
        return switch (random.nextInt(5)) {
            case 0 -> with(original, Bytes.concatenate(original.bytes(), random(random.nextInt(100))));
            case 1 -> original;
            case 2 -> {
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                }
                yield with(original, Bytes.wrap(bytes));
            }
            case 3 -> with(original, original.bytes().slice(0, random.nextInt(bytes.length)));
            default ->
                new VirtualNetwork.Datagram(
                        Endpoint.of(original.from().address(), 1 + random.nextInt(65_535)),
                        original.to(),
                        original.bytes());
        };
    }

    private static VirtualNetwork.Datagram with(VirtualNetwork.Datagram original, Bytes bytes) {
        return new VirtualNetwork.Datagram(original.from(), original.to(), bytes);
    }

    /** Noise, or a well-formed packet of each kind that claims to be from the other. */
    private Bytes forged(VirtualNode victim, VirtualNode other) {
        Nonce nonce = new Nonce(random(Nonce.SIZE));
        Bytes iv = random(16);
        return switch (random.nextInt(4)) {
            case 0 -> random(random.nextInt(PacketCodec.SIZE_MAX + 100));
            case 1 -> codec.encodeRandom(victim.id(), other.id(), nonce, iv, random(16 + random.nextInt(100)));
            case 2 ->
                codec.encodeWhoareyou(victim.id(), nonce, iv, new IdNonce(random(IdNonce.SIZE)), random.nextLong())
                        .datagram();
            default ->
                codec.encodeHandshake(
                        victim.id(),
                        other.id(),
                        nonce,
                        iv,
                        random(64),
                        random.nextBoolean()
                                ? random(33)
                                : other.record().publicKey().compressed(),
                        random.nextBoolean() ? Bytes.EMPTY : other.record().encoded(),
                        random(16),
                        random(random.nextInt(100)));
        };
    }

    private Bytes random(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
