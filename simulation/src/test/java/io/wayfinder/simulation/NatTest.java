package io.wayfinder.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import org.junit.jupiter.api.Test;

class NatTest {

    private static final IpAddress OURS = IpAddress.parse("1.2.3.4");
    private static final Endpoint FRIEND = Endpoint.parse("5.6.7.8:9000");
    private static final Endpoint SAME_ADDRESS = Endpoint.parse("5.6.7.8:9001");
    private static final Endpoint STRANGER = Endpoint.parse("9.9.9.9:9000");

    @Test
    void nothingComesInBeforeSomethingWentOut() {
        for (Nat.Kind kind : Nat.Kind.values()) {
            Nat nat = new Nat(kind, OURS);
            int port = new Nat(kind, OURS).out(0, FRIEND).port();
            assertFalse(nat.lets(0, FRIEND, port), kind.name());
        }
    }

    @Test
    void aFullConeLetsAnyoneIn() {
        Nat nat = new Nat(Nat.Kind.FULL_CONE, OURS);
        Endpoint seen = nat.out(0, FRIEND);
        assertEquals(OURS, seen.address());
        assertEquals(seen, nat.out(0, STRANGER));
        assertTrue(new Nat(Nat.Kind.FULL_CONE, OURS).out(0, FRIEND).equals(seen));
        assertTrue(nat.lets(0, SAME_ADDRESS, seen.port()));
    }

    @Test
    void aRestrictedOneKnowsAddresses() {
        Nat nat = new Nat(Nat.Kind.RESTRICTED, OURS);
        int port = nat.out(0, FRIEND).port();
        assertTrue(nat.lets(0, SAME_ADDRESS, port));
        assertFalse(nat.lets(0, STRANGER, port));
        assertFalse(nat.lets(0, FRIEND, port + 1));
    }

    @Test
    void aSymmetricOneHasAPortForEach() {
        Nat nat = new Nat(Nat.Kind.SYMMETRIC, OURS);
        int toFriend = nat.out(0, FRIEND).port();
        int toStranger = nat.out(0, STRANGER).port();
        assertNotEquals(toFriend, toStranger);
        assertTrue(nat.lets(0, FRIEND, toFriend));
        assertFalse(nat.lets(0, SAME_ADDRESS, toFriend));
        assertFalse(nat.lets(0, STRANGER, toFriend));
    }

    @Test
    void aMappingLivesWhileItIsUsedFromInside() {
        for (Nat.Kind kind : Nat.Kind.values()) {
            Nat nat = new Nat(kind, OURS);
            int port = nat.out(0, FRIEND).port();
            nat.out(Nat.MAPPING_MS - 1, FRIEND);
            assertTrue(nat.lets(Nat.MAPPING_MS, FRIEND, port), kind.name());
            assertFalse(nat.lets(2 * Nat.MAPPING_MS - 1, FRIEND, port), kind.name());
        }
    }
}
