package io.wayfinder.discovery.wire;

import io.wayfinder.crypto.Keccak256;
import org.apache.tuweni.bytes.Bytes;

/**
 * What tells a Node Discovery v4 packet (discv4.md, "Wire Protocol"), so that neighbours that share their port with v4
 * are not counted as noise:
 *
 * <pre>
 * packet        = packet-header || packet-data
 * packet-header = hash || signature || packet-type
 * hash          = keccak256(signature || packet-type || packet-data)
 * </pre>
 */
final class Discv4Packet {

    private static final int HASH_SIZE = 32;
    private static final int TYPE_AT = HASH_SIZE + 65;
    private static final int TYPE_MAX = 6;

    private Discv4Packet() {}

    /** At most one hash of a datagram; of noise, two in a hundred get so far. */
    static boolean matches(Bytes datagram) {
        if (datagram.size() <= TYPE_AT) {
            return false;
        }
        int type = datagram.get(TYPE_AT);
        if (type < 1 || type > TYPE_MAX) {
            return false;
        }
        return Keccak256.hash(datagram.slice(HASH_SIZE)).equals(datagram.slice(0, HASH_SIZE));
    }
}
