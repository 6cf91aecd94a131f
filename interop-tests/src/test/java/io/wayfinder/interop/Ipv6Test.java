package io.wayfinder.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** Both sides on {@code ::1} alone. */
@DisplayName("IPv6")
@Timeout(60)
class Ipv6Test {

    @WithEachPeer
    void weDialAndAskForEverything(Peer peer) {
        try (Pair pair = Pair.start(peer, "::1")) {
            assertEquals(
                    Endpoint.of(IpAddress.parse("::1"), pair.ours().port()),
                    pair.ours().ping(pair.theirs().enr()).pong().recipient());
            assertEquals(
                    List.of(pair.theirs().self()),
                    pair.ours().findNode(pair.theirs().enr(), List.of(0)));
            assertEquals(Bytes.of(7), pair.ours().talk(pair.theirs().enr(), OurNode.ECHO, Bytes.of(7)));
        }
    }

    @WithEachPeer
    void theyDialAndAskForEverything(Peer peer) {
        try (Pair pair = Pair.start(peer, "::1")) {
            pair.theirs().ping(pair.ours().enr());
            assertEquals(
                    List.of(pair.ours().enr()),
                    pair.theirs().findNode(pair.ours().enr(), List.of(0)));
            assertEquals(Bytes.of(7), pair.theirs().talk(pair.ours().enr(), OurNode.ECHO, Bytes.of(7)));
        }
    }
}
