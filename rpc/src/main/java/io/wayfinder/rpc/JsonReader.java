package io.wayfinder.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/*
 * Why not Vert.x's own reader: it keeps the last of two equal names and turns 1e400 into infinity. Two readers that see
 * different values in one text are how a check is passed by.
 */

/** Strict JSON with bounds. Integers come as {@code Integer}, {@code Long} or {@code BigInteger}, others as {@code BigDecimal}. */
final class JsonReader {

    /** Levels of arrays and objects: the deepest thing that a method takes has five. */
    static final int DEPTH_MAX = 32;

    /** Digits: an unsigned 256-bit number has 78. */
    static final int NUMBER_LENGTH_MAX = 100;

    /** Characters of a member's name. */
    static final int NAME_LENGTH_MAX = 1_000;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .maxNameLength(NAME_LENGTH_MAX)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonReader() {}

    /**
     * The one JSON value in {@code text}; null for JSON's null.
     *
     * @throws RpcError of {@link RpcError.Code#PARSE}
     */
    static @Nullable Object read(Buffer text) {
        try (JsonParser parser = FACTORY.createParser(text.getBytes())) {
            if (parser.nextToken() == null) {
                throw new RpcError(RpcError.Code.PARSE, "nothing where JSON should be");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new RpcError(RpcError.Code.PARSE, "something follows the JSON value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new RpcError(
                    RpcError.Code.PARSE,
                    "too much: at most " + DEPTH_MAX + " levels, numbers of " + NUMBER_LENGTH_MAX
                            + " digits and names of " + NAME_LENGTH_MAX + " characters");
        } catch (JsonEOFException e) {
            throw new RpcError(RpcError.Code.PARSE, "not JSON: it ends too early");
        } catch (JsonProcessingException e) {
            // The parser's own words name its settings, which say nothing to a caller.
            JsonLocation place = e.getLocation();
            throw new RpcError(
                    RpcError.Code.PARSE, "not JSON at line " + place.getLineNr() + ", column " + place.getColumnNr());
        } catch (IOException e) {
            throw new RpcError(RpcError.Code.PARSE, "not JSON: not UTF-8");
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        JsonObject object = new JsonObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (object.containsKey(name)) {
                throw new RpcError(RpcError.Code.PARSE, "\"" + Texts.shortened(name) + "\" twice in one object");
            }
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static JsonArray array(JsonParser parser) throws IOException {
        JsonArray array = new JsonArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
