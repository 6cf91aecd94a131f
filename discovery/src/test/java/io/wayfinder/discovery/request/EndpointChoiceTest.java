package io.wayfinder.discovery.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.session.KnownRecords;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.wire.Nonce;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class EndpointChoiceTest {

    private static final Endpoint V4 = Endpoint.parse("127.0.0.1:30302");
    private static final Endpoint V6 = Endpoint.parse("[::1]:30302");
    private static final Question PING = new Question.Ping();

    private final TestNode peer = new TestNode(3, V4);

    @Test
    void ipv4IsAskedFirstAndIpv6AfterALegWithoutAnswer() {
        Requests requests = requests(new AddressRules(List.of(), true, true));
        long request = requests.ask(0, contact(V4, V6), PING);
        assertEquals(List.of(V4), transmissions(requests));
        requests.tick(500);
        assertEquals(List.of(V6), transmissions(requests));
        requests.tick(1_000);
        assertEquals(List.of(V4), transmissions(requests));
        requests.tick(1_500);
        assertEquals(
                new RequestEvent.Finished(request, contact(V4, V6), PING, new Outcome.TimedOut()), requests.poll());
    }

    @Test
    void familyWithoutASocketIsPassedOver() {
        Requests requests = requests(new AddressRules(List.of(), false, true));
        requests.ask(0, contact(V4, V6), PING);
        assertEquals(List.of(V6), transmissions(requests));
        requests.tick(500);
        assertEquals(List.of(V6), transmissions(requests));
    }

    @Test
    void forbiddenAddressIsPassedOver() {
        Requests requests = requests(new AddressRules(List.of(IpPrefix.containing("::1")), true, true));
        requests.ask(0, contact(V4, V6), PING);
        assertEquals(List.of(V6), transmissions(requests));
    }

    @Test
    void answerFromTheOtherFamilyCounts() {
        TestNode a = new TestNode(1, Endpoint.parse("[::1]:30301"));
        TestNode b = new TestNode(2, V6);
        try (NodePair pair = new NodePair(a, b, new Link(new SplittableRandom(1)))) {
            Contact both = new Contact(b.id(), b.record().publicKey(), List.of(V4, V6), Optional.empty());
            Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, pair.ask(a, both, PING));
            assertEquals(V6, answered.from().endpoint());
            assertEquals(2, answered.rttMs());
            // And next time the endpoint with the session is asked first.
            int before = pair.link.sent().size();
            assertInstanceOf(Outcome.Answered.class, pair.ask(a, both, PING));
            assertEquals(V6, pair.link.sent().get(before).to());
        }
    }

    @Test
    void contactWithoutAUsableEndpointIsUnreachable() {
        Requests requests = requests(new AddressRules(List.of(IpPrefix.containing("10.0.0.0/8")), true, true));
        requests.ask(0, contact(V4, V6), PING);
        assertEquals(
                new Outcome.Unreachable("the address rules allow none of [127.0.0.1:30302, [::1]:30302]"),
                outcome(requests));
        requests.ask(0, contact(), PING);
        assertEquals(new Outcome.Unreachable("the node has no UDP endpoint"), outcome(requests));
        requests.ask(0, contact(Endpoint.parse("10.0.0.1:0")), PING);
        assertInstanceOf(Outcome.Unreachable.class, outcome(requests));
        assertEquals(Long.MAX_VALUE, requests.nextDeadlineMs());
    }

    @Test
    void nodeDoesNotAskItself() {
        TestNode node = new TestNode(1, V4);
        node.requests().ask(0, node.contact(), PING);
        assertEquals(new Outcome.Unreachable("that is this node itself"), outcome(node.requests()));
    }

    @Test
    void packetsFromForbiddenAddressesAreNotHeard() {
        Requests requests = requests(new AddressRules(List.of(IpPrefix.containing("127.0.0.0/8")), true, true));
        PacketCodec codec = new PacketCodec(PacketCodec.DISCV5);
        TestNode local = new TestNode(1, V4);
        Bytes probe = codec.encodeRandom(
                local.id(),
                peer.id(),
                new Nonce(Bytes.repeat((byte) 1, 12)),
                Bytes.repeat((byte) 1, 16),
                Bytes.repeat((byte) 1, 36));
        requests.receive(0, Endpoint.parse("10.0.0.1:1"), probe);
        requests.receive(0, Endpoint.parse("127.0.0.1:0"), probe);
        assertNull(requests.poll());
        assertEquals(2, requests.counters().get("packets_forbidden"));
        requests.receive(0, Endpoint.parse("127.0.0.1:1"), probe);
        assertInstanceOf(RequestEvent.Transmit.class, requests.poll());
    }

    private Contact contact(Endpoint... endpoints) {
        return new Contact(peer.id(), peer.record().publicKey(), List.of(endpoints), Optional.empty());
    }

    private static Requests requests(AddressRules rules) {
        SplittableRandom secrets = new SplittableRandom(1);
        SecretKey key = SecretKey.generate(secrets);
        return new Requests(
                key,
                TestNode.record(key, V4, 1),
                new PacketCodec(PacketCodec.DISCV5),
                TestNode.CURVE,
                secrets,
                new KnownRecords(TestNode.CURVE, 10),
                rules,
                RequestLimits.DEFAULT,
                SessionLimits.DEFAULT);
    }

    private static List<Endpoint> transmissions(Requests requests) {
        List<Endpoint> transmissions = new ArrayList<>();
        for (RequestEvent event; (event = requests.poll()) != null; ) {
            transmissions.add(
                    assertInstanceOf(RequestEvent.Transmit.class, event).to());
        }
        return transmissions;
    }

    private static Outcome outcome(Requests requests) {
        return assertInstanceOf(RequestEvent.Finished.class, requests.poll()).outcome();
    }
}
