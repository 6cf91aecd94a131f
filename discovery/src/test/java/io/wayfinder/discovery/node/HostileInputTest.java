package io.wayfinder.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.discovery.request.Outcome;
import io.wayfinder.discovery.request.Question;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Whatever comes in, a node neither throws nor loses a session, nor wants to be called without end. */
class HostileInputTest {

    private static final int ROUNDS = 40_000;

    private final SplittableRandom random = new SplittableRandom(6);

    @Test
    void randomAndChangedDatagramsNeitherThrowNorDisturbATalkingPair() {
        VirtualNetwork network = new VirtualNetwork(6);
        VirtualNode ann = network.add();
        VirtualNode bob = network.add(ann.contact());
        List<VirtualNetwork.Datagram> heard = new ArrayList<>();
        network.tap = datagram -> {
            heard.add(datagram);
            return datagram;
        };
        network.runFor(5_000);
        long sessions = ann.count("sessions");
        for (int i = 0; i < ROUNDS; i++) {
            VirtualNetwork.Datagram forged = forge(heard.get(random.nextInt(heard.size())));
            VirtualNode victim = forged.to().equals(ann.endpoint) ? ann : bob;
            victim.core.receive(network.nowMs(), forged.from(), forged.bytes());
            network.collect(victim);
            if (i % 100 == 0) {
                bob.core.ask(network.nowMs(), ann.contact(), question());
                network.collect(bob);
                network.runFor(20);
            }
            if (heard.size() > 2_000) {
                heard.subList(0, 1_000).clear();
            }
        }
        network.runFor(5_000);
        for (Output.Completed end : bob.told(Output.Completed.class)) {
            assertTrue(end.outcome() instanceof Outcome.Answered, () -> "lost: " + end);
        }
        assertEquals(ROUNDS / 100, bob.told(Output.Completed.class).size());
        assertTrue(ann.count("sessions") >= sessions);
        assertTrue(ann.core.counters().entrySet().stream()
                .anyMatch(count -> count.getKey().startsWith("packets_rejected") && count.getValue() > 0));
    }

    private Question question() {
        return switch (random.nextInt(3)) {
            case 0 -> new Question.Ping();
            case 1 -> new Question.FindNode(List.of(0, 256, 255));
            default -> new Question.FindNode(List.of(0));
        };
    }

    /** Noise, a replay, a valid datagram with some bytes changed, cut or grown, or one from somewhere else. */
    private VirtualNetwork.Datagram forge(VirtualNetwork.Datagram heard) {
        byte[] bytes = heard.bytes().toArray();
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(PacketCodec.SIZE_MAX + 100)];
                random.nextBytes(noise);
                yield with(heard, Bytes.wrap(noise));
            }
            case 1 -> heard;
            case 2 -> {
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                }
                yield with(heard, Bytes.wrap(bytes));
            }
            case 3 -> with(heard, heard.bytes().slice(0, random.nextInt(bytes.length)));
            default -> new VirtualNetwork.Datagram(
                    Endpoint.of(heard.from().address(), 1 + random.nextInt(65_535)), heard.to(), heard.bytes());
        };
    }

    private static VirtualNetwork.Datagram with(VirtualNetwork.Datagram heard, Bytes bytes) {
        return new VirtualNetwork.Datagram(heard.from(), heard.to(), bytes);
    }
}
