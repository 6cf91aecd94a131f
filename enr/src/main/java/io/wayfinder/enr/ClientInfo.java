package io.wayfinder.enr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/** What software a node says it runs (EIP-7636): the value of {@code client}, a list of two or three ASCII strings. */
public record ClientInfo(String name, String version, Optional<String> build) {

    static Optional<ClientInfo> decode(Bytes item) {
        return RlpItem.items(item)
                .filter(fields -> fields.size() == 2 || fields.size() == 3)
                .flatMap(ClientInfo::of);
    }

    private static Optional<ClientInfo> of(List<Bytes> fields) {
        List<String> texts =
                fields.stream().flatMap(field -> RlpItem.text(field).stream()).toList();
        return texts.size() < fields.size()
                ? Optional.empty()
                : Optional.of(new ClientInfo(
                        texts.get(0), texts.get(1), texts.stream().skip(2).findFirst()));
    }

    Bytes encode() {
        return RlpItem.ofList(writer -> {
            writer.writeString(name);
            writer.writeString(version);
            build.ifPresent(writer::writeString);
        });
    }

    Map<String, Object> describe() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("version", version);
        build.ifPresent(text -> fields.put("build", text));
        return fields;
    }
}
