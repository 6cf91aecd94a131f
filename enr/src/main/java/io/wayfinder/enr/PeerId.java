package io.wayfinder.enr;

import io.wayfinder.crypto.PublicKey;
import org.apache.tuweni.bytes.Bytes;

/**
 * The libp2p name of a node with a secp256k1 key: the protobuf of the key in an identity multihash (libp2p
 * specification, "Peer Ids and Keys").
 *
 * @param multihash 39 bytes
 */
public record PeerId(Bytes multihash) {

    // Multihash: identity, 37 bytes. Protobuf: field 1, the key's type, is 2 for secp256k1; field 2 is its 33 bytes.
    private static final Bytes HEADER = Bytes.fromHexString("0x0025" + "0802" + "1221");

    public static PeerId of(PublicKey key) {
        return new PeerId(Bytes.concatenate(HEADER, key.compressed()));
    }

    /** base58btc: {@code 16Uiu2HA...}. */
    @Override
    public String toString() {
        return Base58.encode(multihash);
    }
}
