package io.wayfinder.peers.tuweni;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.devp2p.EthereumNodeRecord;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The program. A record that the library refuses gives {@code {"error":...}}. */
public final class TuweniDecoder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TuweniDecoder() {}

    public static void main(String[] args) throws IOException {
        Security.addProvider(new BouncyCastleProvider());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(decode(Bytes.fromHexString(line)));
            System.out.flush();
        }
    }

    private static ObjectNode decode(Bytes encoded) {
        ObjectNode read = JSON.createObjectNode();
        try {
            EthereumNodeRecord record = EthereumNodeRecord.fromRLP(encoded);
            record.validate();
            read.put("nodeId", record.nodeId().toUnprefixedHexString());
            read.put("seq", Long.toUnsignedString(record.seq()));
            ObjectNode entries = read.putObject("entries");
            record.getData().forEach((key, value) -> entries.put(key, value.toUnprefixedHexString()));
        } catch (RuntimeException e) {
            read.put("error", String.valueOf(e));
        }
        return read;
    }
}
