package io.wayfinder.rpc;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import io.wayfinder.discovery.service.FoundPeer;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.EnrText;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.enr.NodeRecordBuilder;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.tuweni.bytes.Bytes;

/** Records and peers to try things on. */
final class Fixtures {

    /** Found on the consensus layer, with digest 5c943807, next digest 98c910cf, all attnets, no syncnets, cgc 128, IPv4 and QUIC. */
    static final NodeRecord CONSENSUS = record(
            "enr:-Nm4QDsdj8dDCBGxQyCZ3ATbWoSy4T-zs5zPcdUcvE3gW8bGT5VQL3O3rLJKMAtPWCaQySHv9Q2S1KZofxx3_IlPf1CGAZ_60r5Y"
                    + "h2F0dG5ldHOI__________-DY2djgYCEZXRoMpBclDgHgHMxgwAGAAAAAAAAgmlkgnY0gmlwhKiQtFiDbmZkhJjJEM-EcXVpY4IyyIlzZWNwMjU2azGhAn8t3459ORe6Z7XWmK-sBrRg"
                    + "bIvtDjp7EiYuzrsc9iXGiHN5bmNuZXRzAIN0Y3CCIyiDdWRwgiMo");

    /** EIP-7636's example: a client and both IP versions. */
    static final NodeRecord CLIENT = record(
            "enr:-MO4QBn4OF-y-dqULg4WOIlc8gQAt-arldNFe0_YQ4HNX28jDtg41xjDyKfCXGfZaPN97I-MCfogeK91TyqmWTpb0_AChmNsaWVudNqKTmV0aGVybWluZIYxLjku"
                    + "NTOHN2ZjYjU2N4JpZIJ2NIJpcIR_AAABg2lwNpAAAAAAAAAAAAAAAAAAAAABiXNlY3AyNTZrMaECn-TTdCwfZP4XgJyq8Lxoj-SgEoIFgDLVBEUqQk4HnAqDdWRwgiMshHVkcDaC"
                    + "Iyw");

    private Fixtures() {}

    static NodeRecord record(String text) {
        if (EnrText.decode(text, Secp256k1.provider()) instanceof DecodedRecord.Valid valid) {
            return valid.record();
        }
        throw new AssertionError("not a valid record: " + text);
    }

    /** Signed with a key of {@code number}. */
    static NodeRecord record(int number, UnaryOperator<NodeRecordBuilder> entries) {
        return entries.apply(new NodeRecordBuilder()).sign(key(number), Secp256k1.provider());
    }

    static SecretKey key(int number) {
        return SecretKey.of(Bytes.concatenate(Bytes.repeat((byte) 0, 28), Bytes.ofUnsignedInt(number)));
    }

    static FoundPeer live(NodeRecord record) {
        return new FoundPeer(record, 1_000, 2_000, OptionalLong.of(2_000), true, 3, OptionalLong.of(12));
    }

    static FoundPeer silent(NodeRecord record) {
        return new FoundPeer(record, 1_000, 2_000, OptionalLong.empty(), false, 0, OptionalLong.empty());
    }
}
