/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const credfleet = $root.credfleet = (() => {

    /**
     * Namespace credfleet.
     * @exports credfleet
     * @namespace
     */
    const credfleet = {};

    credfleet.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof credfleet
         * @namespace
         */
        const v1 = {};

        v1.AgentMessage = (function() {

            /**
             * Properties of an AgentMessage.
             * @typedef {Object} credfleet.v1.AgentMessage.$Properties
             * @property {credfleet.v1.Hello.$Properties|null} [hello] AgentMessage hello
             * @property {credfleet.v1.Ack.$Properties|null} [ack] AgentMessage ack
             * @property {credfleet.v1.Nack.$Properties|null} [nack] AgentMessage nack
             * @property {credfleet.v1.SignedReport.$Properties|null} [report] AgentMessage report
             * @property {credfleet.v1.Attestation.$Properties|null} [attestation] AgentMessage attestation
             * @property {credfleet.v1.Pong.$Properties|null} [pong] AgentMessage pong
             * @property {"hello"|"ack"|"nack"|"report"|"attestation"|"pong"} [kind] AgentMessage kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AgentMessage.
             * @memberof credfleet.v1
             * @interface IAgentMessage
             * @augments credfleet.v1.AgentMessage.$Properties
             * @deprecated Use credfleet.v1.AgentMessage.$Properties instead.
             */

            /**
             * Narrowed shape of an AgentMessage.
             * @typedef {{
             *   hello?: credfleet.v1.Hello.$Shape|null;
             *   ack?: credfleet.v1.Ack.$Shape|null;
             *   nack?: credfleet.v1.Nack.$Shape|null;
             *   report?: credfleet.v1.SignedReport.$Shape|null;
             *   attestation?: credfleet.v1.Attestation.$Shape|null;
             *   pong?: credfleet.v1.Pong.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null }|{ kind?: "hello"; hello: credfleet.v1.Hello.$Shape; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null }|{ kind?: "ack"; hello?: null; ack: credfleet.v1.Ack.$Shape; nack?: null; report?: null; attestation?: null; pong?: null }|{ kind?: "nack"; hello?: null; ack?: null; nack: credfleet.v1.Nack.$Shape; report?: null; attestation?: null; pong?: null }|{ kind?: "report"; hello?: null; ack?: null; nack?: null; report: credfleet.v1.SignedReport.$Shape; attestation?: null; pong?: null }|{ kind?: "attestation"; hello?: null; ack?: null; nack?: null; report?: null; attestation: credfleet.v1.Attestation.$Shape; pong?: null }|{ kind?: "pong"; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong: credfleet.v1.Pong.$Shape })
             * )} credfleet.v1.AgentMessage.$Shape
             */

            /**
             * Constructs a new AgentMessage.
             * @memberof credfleet.v1
             * @classdesc Represents an AgentMessage.
             * @constructor
             * @param {credfleet.v1.AgentMessage.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AgentMessage = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AgentMessage hello.
             * @member {credfleet.v1.Hello|null} hello
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            AgentMessage.prototype.hello = null;

            /**
             * AgentMessage ack.
             * @member {credfleet.v1.Ack|null} ack
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            AgentMessage.prototype.ack = null;

            /**
             * AgentMessage nack.
             * @member {credfleet.v1.Nack|null} nack
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            AgentMessage.prototype.nack = null;

            /**
             * AgentMessage report.
             * @member {credfleet.v1.SignedReport|null} report
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            AgentMessage.prototype.report = null;

            /**
             * AgentMessage attestation.
             * @member {credfleet.v1.Attestation|null} attestation
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            AgentMessage.prototype.attestation = null;

            /**
             * AgentMessage pong.
             * @member {credfleet.v1.Pong|null} pong
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            AgentMessage.prototype.pong = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * AgentMessage kind.
             * @member {"hello"|"ack"|"nack"|"report"|"attestation"|"pong"|undefined} kind
             * @memberof credfleet.v1.AgentMessage
             * @instance
             */
            $Object.defineProperty(AgentMessage.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "ack", "nack", "report", "attestation", "pong"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new AgentMessage instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AgentMessage
             * @static
             * @param {credfleet.v1.AgentMessage.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AgentMessage} AgentMessage instance
             * @type {{
             *   (properties: credfleet.v1.AgentMessage.$Shape): credfleet.v1.AgentMessage & credfleet.v1.AgentMessage.$Shape;
             *   (properties?: credfleet.v1.AgentMessage.$Properties): credfleet.v1.AgentMessage;
             * }}
             */
            AgentMessage.create = function(properties) {
                return new AgentMessage(properties);
            };

            /**
             * Encodes the specified AgentMessage message. Does not implicitly {@link credfleet.v1.AgentMessage.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AgentMessage
             * @static
             * @param {credfleet.v1.AgentMessage.$Properties} message AgentMessage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AgentMessage.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.credfleet.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.credfleet.v1.Ack.encode(message.ack, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.nack != null && $Object.hasOwnProperty.call(message, "nack"))
                    $root.credfleet.v1.Nack.encode(message.nack, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.credfleet.v1.SignedReport.encode(message.report, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.attestation != null && $Object.hasOwnProperty.call(message, "attestation"))
                    $root.credfleet.v1.Attestation.encode(message.attestation, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                    $root.credfleet.v1.Pong.encode(message.pong, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AgentMessage message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AgentMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AgentMessage & credfleet.v1.AgentMessage.$Shape} AgentMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AgentMessage.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AgentMessage();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.credfleet.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.kind = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.ack = $root.credfleet.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            message.kind = "ack";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.nack = $root.credfleet.v1.Nack.decode(reader, reader.size(), $undefined, _depth + 1, message.nack);
                            message.kind = "nack";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.credfleet.v1.SignedReport.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            message.kind = "report";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.attestation = $root.credfleet.v1.Attestation.decode(reader, reader.size(), $undefined, _depth + 1, message.attestation);
                            message.kind = "attestation";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.pong = $root.credfleet.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                            message.kind = "pong";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AgentMessage
             * @function getTypeUrl
             * @memberof credfleet.v1.AgentMessage
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AgentMessage.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AgentMessage";
            };

            return AgentMessage;
        })();

        v1.ControllerMessage = (function() {

            /**
             * Properties of a ControllerMessage.
             * @typedef {Object} credfleet.v1.ControllerMessage.$Properties
             * @property {credfleet.v1.Welcome.$Properties|null} [welcome] ControllerMessage welcome
             * @property {credfleet.v1.Push.$Properties|null} [push] ControllerMessage push
             * @property {credfleet.v1.ReportAck.$Properties|null} [reportAck] ControllerMessage reportAck
             * @property {credfleet.v1.Drain.$Properties|null} [drain] ControllerMessage drain
             * @property {credfleet.v1.TrustUpdate.$Properties|null} [trustUpdate] ControllerMessage trustUpdate
             * @property {credfleet.v1.Challenge.$Properties|null} [challenge] ControllerMessage challenge
             * @property {credfleet.v1.Conflict.$Properties|null} [conflict] ControllerMessage conflict
             * @property {credfleet.v1.Ping.$Properties|null} [ping] ControllerMessage ping
             * @property {"welcome"|"push"|"reportAck"|"drain"|"trustUpdate"|"challenge"|"conflict"|"ping"} [kind] ControllerMessage kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ControllerMessage.
             * @memberof credfleet.v1
             * @interface IControllerMessage
             * @augments credfleet.v1.ControllerMessage.$Properties
             * @deprecated Use credfleet.v1.ControllerMessage.$Properties instead.
             */

            /**
             * Narrowed shape of a ControllerMessage.
             * @typedef {{
             *   welcome?: credfleet.v1.Welcome.$Shape|null;
             *   push?: credfleet.v1.Push.$Shape|null;
             *   reportAck?: credfleet.v1.ReportAck.$Shape|null;
             *   drain?: credfleet.v1.Drain.$Shape|null;
             *   trustUpdate?: credfleet.v1.TrustUpdate.$Shape|null;
             *   challenge?: credfleet.v1.Challenge.$Shape|null;
             *   conflict?: credfleet.v1.Conflict.$Shape|null;
             *   ping?: credfleet.v1.Ping.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null }|{ kind?: "welcome"; welcome: credfleet.v1.Welcome.$Shape; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null }|{ kind?: "push"; welcome?: null; push: credfleet.v1.Push.$Shape; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null }|{ kind?: "reportAck"; welcome?: null; push?: null; reportAck: credfleet.v1.ReportAck.$Shape; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null }|{ kind?: "drain"; welcome?: null; push?: null; reportAck?: null; drain: credfleet.v1.Drain.$Shape; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null }|{ kind?: "trustUpdate"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate: credfleet.v1.TrustUpdate.$Shape; challenge?: null; conflict?: null; ping?: null }|{ kind?: "challenge"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge: credfleet.v1.Challenge.$Shape; conflict?: null; ping?: null }|{ kind?: "conflict"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict: credfleet.v1.Conflict.$Shape; ping?: null }|{ kind?: "ping"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping: credfleet.v1.Ping.$Shape })
             * )} credfleet.v1.ControllerMessage.$Shape
             */

            /**
             * Constructs a new ControllerMessage.
             * @memberof credfleet.v1
             * @classdesc Represents a ControllerMessage.
             * @constructor
             * @param {credfleet.v1.ControllerMessage.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ControllerMessage = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ControllerMessage welcome.
             * @member {credfleet.v1.Welcome|null} welcome
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.welcome = null;

            /**
             * ControllerMessage push.
             * @member {credfleet.v1.Push|null} push
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.push = null;

            /**
             * ControllerMessage reportAck.
             * @member {credfleet.v1.ReportAck|null} reportAck
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.reportAck = null;

            /**
             * ControllerMessage drain.
             * @member {credfleet.v1.Drain|null} drain
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.drain = null;

            /**
             * ControllerMessage trustUpdate.
             * @member {credfleet.v1.TrustUpdate|null} trustUpdate
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.trustUpdate = null;

            /**
             * ControllerMessage challenge.
             * @member {credfleet.v1.Challenge|null} challenge
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.challenge = null;

            /**
             * ControllerMessage conflict.
             * @member {credfleet.v1.Conflict|null} conflict
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.conflict = null;

            /**
             * ControllerMessage ping.
             * @member {credfleet.v1.Ping|null} ping
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            ControllerMessage.prototype.ping = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ControllerMessage kind.
             * @member {"welcome"|"push"|"reportAck"|"drain"|"trustUpdate"|"challenge"|"conflict"|"ping"|undefined} kind
             * @memberof credfleet.v1.ControllerMessage
             * @instance
             */
            $Object.defineProperty(ControllerMessage.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["welcome", "push", "reportAck", "drain", "trustUpdate", "challenge", "conflict", "ping"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ControllerMessage instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ControllerMessage
             * @static
             * @param {credfleet.v1.ControllerMessage.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ControllerMessage} ControllerMessage instance
             * @type {{
             *   (properties: credfleet.v1.ControllerMessage.$Shape): credfleet.v1.ControllerMessage & credfleet.v1.ControllerMessage.$Shape;
             *   (properties?: credfleet.v1.ControllerMessage.$Properties): credfleet.v1.ControllerMessage;
             * }}
             */
            ControllerMessage.create = function(properties) {
                return new ControllerMessage(properties);
            };

            /**
             * Encodes the specified ControllerMessage message. Does not implicitly {@link credfleet.v1.ControllerMessage.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ControllerMessage
             * @static
             * @param {credfleet.v1.ControllerMessage.$Properties} message ControllerMessage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ControllerMessage.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.credfleet.v1.Welcome.encode(message.welcome, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.push != null && $Object.hasOwnProperty.call(message, "push"))
                    $root.credfleet.v1.Push.encode(message.push, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.reportAck != null && $Object.hasOwnProperty.call(message, "reportAck"))
                    $root.credfleet.v1.ReportAck.encode(message.reportAck, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain"))
                    $root.credfleet.v1.Drain.encode(message.drain, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.trustUpdate != null && $Object.hasOwnProperty.call(message, "trustUpdate"))
                    $root.credfleet.v1.TrustUpdate.encode(message.trustUpdate, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.challenge != null && $Object.hasOwnProperty.call(message, "challenge"))
                    $root.credfleet.v1.Challenge.encode(message.challenge, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.conflict != null && $Object.hasOwnProperty.call(message, "conflict"))
                    $root.credfleet.v1.Conflict.encode(message.conflict, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                    $root.credfleet.v1.Ping.encode(message.ping, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ControllerMessage message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ControllerMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ControllerMessage & credfleet.v1.ControllerMessage.$Shape} ControllerMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ControllerMessage.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ControllerMessage();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.credfleet.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.kind = "welcome";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.push = $root.credfleet.v1.Push.decode(reader, reader.size(), $undefined, _depth + 1, message.push);
                            message.kind = "push";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.reportAck = $root.credfleet.v1.ReportAck.decode(reader, reader.size(), $undefined, _depth + 1, message.reportAck);
                            message.kind = "reportAck";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.drain = $root.credfleet.v1.Drain.decode(reader, reader.size(), $undefined, _depth + 1, message.drain);
                            message.kind = "drain";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.trustUpdate = $root.credfleet.v1.TrustUpdate.decode(reader, reader.size(), $undefined, _depth + 1, message.trustUpdate);
                            message.kind = "trustUpdate";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.challenge = $root.credfleet.v1.Challenge.decode(reader, reader.size(), $undefined, _depth + 1, message.challenge);
                            message.kind = "challenge";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.conflict = $root.credfleet.v1.Conflict.decode(reader, reader.size(), $undefined, _depth + 1, message.conflict);
                            message.kind = "conflict";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.ping = $root.credfleet.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                            message.kind = "ping";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ControllerMessage
             * @function getTypeUrl
             * @memberof credfleet.v1.ControllerMessage
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ControllerMessage.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ControllerMessage";
            };

            return ControllerMessage;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} credfleet.v1.Hello.$Properties
             * @property {number} [protocol] Hello protocol
             * @property {number|Long} [hostSeq] Hello hostSeq
             * @property {number|Long} [reportSeq] Hello reportSeq
             * @property {number} [kxEpoch] Hello kxEpoch
             * @property {number} [identityEpoch] Hello identityEpoch
             * @property {Array.<credfleet.v1.InventoryItem.$Properties>} [inventory] Hello inventory
             * @property {credfleet.v1.HostFacts.$Properties} [facts] Hello facts
             * @property {number|Long} [trustEpoch] Hello trustEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof credfleet.v1
             * @interface IHello
             * @augments credfleet.v1.Hello.$Properties
             * @deprecated Use credfleet.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {credfleet.v1.Hello.$Properties} credfleet.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof credfleet.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {credfleet.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                this.inventory = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello protocol.
             * @member {number} protocol
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.protocol = 0;

            /**
             * Hello hostSeq.
             * @member {number|Long} hostSeq
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.hostSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello reportSeq.
             * @member {number|Long} reportSeq
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.reportSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello kxEpoch.
             * @member {number} kxEpoch
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.kxEpoch = 0;

            /**
             * Hello identityEpoch.
             * @member {number} identityEpoch
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.identityEpoch = 0;

            /**
             * Hello inventory.
             * @member {Array.<credfleet.v1.InventoryItem>} inventory
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.inventory = $util.emptyArray;

            /**
             * Hello facts.
             * @member {credfleet.v1.HostFacts} facts
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.facts = null;

            /**
             * Hello trustEpoch.
             * @member {number|Long} trustEpoch
             * @memberof credfleet.v1.Hello
             * @instance
             */
            Hello.prototype.trustEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Hello instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Hello
             * @static
             * @param {credfleet.v1.Hello.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Hello} Hello instance
             * @type {{
             *   (properties: credfleet.v1.Hello.$Shape): credfleet.v1.Hello & credfleet.v1.Hello.$Shape;
             *   (properties?: credfleet.v1.Hello.$Properties): credfleet.v1.Hello;
             * }}
             */
            Hello.create = function(properties) {
                return new Hello(properties);
            };

            /**
             * Encodes the specified Hello message. Does not implicitly {@link credfleet.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Hello
             * @static
             * @param {credfleet.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
                if (message.hostSeq != null && $Object.hasOwnProperty.call(message, "hostSeq") && (typeof message.hostSeq === "object" ? message.hostSeq.low || message.hostSeq.high : message.hostSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.hostSeq);
                if (message.reportSeq != null && $Object.hasOwnProperty.call(message, "reportSeq") && (typeof message.reportSeq === "object" ? message.reportSeq.low || message.reportSeq.high : message.reportSeq !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.reportSeq);
                if (message.kxEpoch != null && $Object.hasOwnProperty.call(message, "kxEpoch") && message.kxEpoch !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.kxEpoch);
                if (message.identityEpoch != null && $Object.hasOwnProperty.call(message, "identityEpoch") && message.identityEpoch !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.identityEpoch);
                if (message.inventory != null && message.inventory.length)
                    for (let i = 0; i < message.inventory.length; ++i)
                        $root.credfleet.v1.InventoryItem.encode(message.inventory[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.facts != null && $Object.hasOwnProperty.call(message, "facts"))
                    $root.credfleet.v1.HostFacts.encode(message.facts, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.trustEpoch != null && $Object.hasOwnProperty.call(message, "trustEpoch") && (typeof message.trustEpoch === "object" ? message.trustEpoch.low || message.trustEpoch.high : message.trustEpoch !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.trustEpoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Hello & credfleet.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Hello();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocol = value;
                            else
                                delete message.protocol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.hostSeq = value;
                            else
                                delete message.hostSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.reportSeq = value;
                            else
                                delete message.reportSeq;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.kxEpoch = value;
                            else
                                delete message.kxEpoch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.identityEpoch = value;
                            else
                                delete message.identityEpoch;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.inventory && message.inventory.length))
                                message.inventory = [];
                            message.inventory.push($root.credfleet.v1.InventoryItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.facts = $root.credfleet.v1.HostFacts.decode(reader, reader.size(), $undefined, _depth + 1, message.facts);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustEpoch = value;
                            else
                                delete message.trustEpoch;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Hello
             * @function getTypeUrl
             * @memberof credfleet.v1.Hello
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Hello.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Hello";
            };

            return Hello;
        })();

        v1.InventoryItem = (function() {

            /**
             * Properties of an InventoryItem.
             * @typedef {Object} credfleet.v1.InventoryItem.$Properties
             * @property {string} [uid] InventoryItem uid
             * @property {string} [namespace] InventoryItem namespace
             * @property {string} [name] InventoryItem name
             * @property {number|Long} [version] InventoryItem version
             * @property {string} [digest] InventoryItem digest
             * @property {credfleet.v1.Phase} [state] InventoryItem state
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InventoryItem.
             * @memberof credfleet.v1
             * @interface IInventoryItem
             * @augments credfleet.v1.InventoryItem.$Properties
             * @deprecated Use credfleet.v1.InventoryItem.$Properties instead.
             */

            /**
             * Shape of an InventoryItem.
             * @typedef {credfleet.v1.InventoryItem.$Properties} credfleet.v1.InventoryItem.$Shape
             */

            /**
             * Constructs a new InventoryItem.
             * @memberof credfleet.v1
             * @classdesc Represents an InventoryItem.
             * @constructor
             * @param {credfleet.v1.InventoryItem.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InventoryItem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InventoryItem uid.
             * @member {string} uid
             * @memberof credfleet.v1.InventoryItem
             * @instance
             */
            InventoryItem.prototype.uid = "";

            /**
             * InventoryItem namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.InventoryItem
             * @instance
             */
            InventoryItem.prototype.namespace = "";

            /**
             * InventoryItem name.
             * @member {string} name
             * @memberof credfleet.v1.InventoryItem
             * @instance
             */
            InventoryItem.prototype.name = "";

            /**
             * InventoryItem version.
             * @member {number|Long} version
             * @memberof credfleet.v1.InventoryItem
             * @instance
             */
            InventoryItem.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * InventoryItem digest.
             * @member {string} digest
             * @memberof credfleet.v1.InventoryItem
             * @instance
             */
            InventoryItem.prototype.digest = "";

            /**
             * InventoryItem state.
             * @member {credfleet.v1.Phase} state
             * @memberof credfleet.v1.InventoryItem
             * @instance
             */
            InventoryItem.prototype.state = 0;

            /**
             * Creates a new InventoryItem instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.InventoryItem
             * @static
             * @param {credfleet.v1.InventoryItem.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.InventoryItem} InventoryItem instance
             * @type {{
             *   (properties: credfleet.v1.InventoryItem.$Shape): credfleet.v1.InventoryItem & credfleet.v1.InventoryItem.$Shape;
             *   (properties?: credfleet.v1.InventoryItem.$Properties): credfleet.v1.InventoryItem;
             * }}
             */
            InventoryItem.create = function(properties) {
                return new InventoryItem(properties);
            };

            /**
             * Encodes the specified InventoryItem message. Does not implicitly {@link credfleet.v1.InventoryItem.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.InventoryItem
             * @static
             * @param {credfleet.v1.InventoryItem.$Properties} message InventoryItem message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InventoryItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.digest);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.state);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InventoryItem message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.InventoryItem
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.InventoryItem & credfleet.v1.InventoryItem.$Shape} InventoryItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InventoryItem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.InventoryItem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.uid = value;
                            else
                                delete message.uid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for InventoryItem
             * @function getTypeUrl
             * @memberof credfleet.v1.InventoryItem
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            InventoryItem.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.InventoryItem";
            };

            return InventoryItem;
        })();

        v1.HostFacts = (function() {

            /**
             * Properties of a HostFacts.
             * @typedef {Object} credfleet.v1.HostFacts.$Properties
             * @property {string} [hostName] HostFacts hostName
             * @property {string} [agentVersion] HostFacts agentVersion
             * @property {number} [systemdVersion] HostFacts systemdVersion
             * @property {boolean} [tpmPresent] HostFacts tpmPresent
             * @property {string} [bootId] HostFacts bootId
             * @property {Array.<string>} [capabilities] HostFacts capabilities
             * @property {Object.<string,string>} [facts] HostFacts facts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HostFacts.
             * @memberof credfleet.v1
             * @interface IHostFacts
             * @augments credfleet.v1.HostFacts.$Properties
             * @deprecated Use credfleet.v1.HostFacts.$Properties instead.
             */

            /**
             * Shape of a HostFacts.
             * @typedef {credfleet.v1.HostFacts.$Properties} credfleet.v1.HostFacts.$Shape
             */

            /**
             * Constructs a new HostFacts.
             * @memberof credfleet.v1
             * @classdesc Represents a HostFacts.
             * @constructor
             * @param {credfleet.v1.HostFacts.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HostFacts = function (properties) {
                this.capabilities = [];
                this.facts = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HostFacts hostName.
             * @member {string} hostName
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.hostName = "";

            /**
             * HostFacts agentVersion.
             * @member {string} agentVersion
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.agentVersion = "";

            /**
             * HostFacts systemdVersion.
             * @member {number} systemdVersion
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.systemdVersion = 0;

            /**
             * HostFacts tpmPresent.
             * @member {boolean} tpmPresent
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.tpmPresent = false;

            /**
             * HostFacts bootId.
             * @member {string} bootId
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.bootId = "";

            /**
             * HostFacts capabilities.
             * @member {Array.<string>} capabilities
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.capabilities = $util.emptyArray;

            /**
             * HostFacts facts.
             * @member {Object.<string,string>} facts
             * @memberof credfleet.v1.HostFacts
             * @instance
             */
            HostFacts.prototype.facts = $util.emptyObject;

            /**
             * Creates a new HostFacts instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.HostFacts
             * @static
             * @param {credfleet.v1.HostFacts.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.HostFacts} HostFacts instance
             * @type {{
             *   (properties: credfleet.v1.HostFacts.$Shape): credfleet.v1.HostFacts & credfleet.v1.HostFacts.$Shape;
             *   (properties?: credfleet.v1.HostFacts.$Properties): credfleet.v1.HostFacts;
             * }}
             */
            HostFacts.create = function(properties) {
                return new HostFacts(properties);
            };

            /**
             * Encodes the specified HostFacts message. Does not implicitly {@link credfleet.v1.HostFacts.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.HostFacts
             * @static
             * @param {credfleet.v1.HostFacts.$Properties} message HostFacts message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HostFacts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostName);
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.agentVersion);
                if (message.systemdVersion != null && $Object.hasOwnProperty.call(message, "systemdVersion") && message.systemdVersion !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.systemdVersion);
                if (message.tpmPresent != null && $Object.hasOwnProperty.call(message, "tpmPresent") && message.tpmPresent !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.tpmPresent);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.bootId);
                if (message.capabilities != null && message.capabilities.length)
                    for (let i = 0; i < message.capabilities.length; ++i)
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.capabilities[i]);
                if (message.facts != null && $Object.hasOwnProperty.call(message, "facts"))
                    for (let keys = $Object.keys(message.facts), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 7, wireType 2 =*/58).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.facts[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HostFacts message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.HostFacts
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.HostFacts & credfleet.v1.HostFacts.$Shape} HostFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HostFacts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.HostFacts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostName = value;
                            else
                                delete message.hostName;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentVersion = value;
                            else
                                delete message.agentVersion;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.systemdVersion = value;
                            else
                                delete message.systemdVersion;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.tpmPresent = value;
                            else
                                delete message.tpmPresent;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.capabilities && message.capabilities.length))
                                message.capabilities = [];
                            message.capabilities.push(reader.stringVerify());
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (message.facts === $util.emptyObject)
                                message.facts = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.facts, key);
                            message.facts[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for HostFacts
             * @function getTypeUrl
             * @memberof credfleet.v1.HostFacts
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HostFacts.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.HostFacts";
            };

            return HostFacts;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} credfleet.v1.Welcome.$Properties
             * @property {string} [hostUid] Welcome hostUid
             * @property {number|Long} [timeMs] Welcome timeMs
             * @property {number|Long} [reportSeq] Welcome reportSeq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof credfleet.v1
             * @interface IWelcome
             * @augments credfleet.v1.Welcome.$Properties
             * @deprecated Use credfleet.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {credfleet.v1.Welcome.$Properties} credfleet.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof credfleet.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {credfleet.v1.Welcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Welcome hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.Welcome
             * @instance
             */
            Welcome.prototype.hostUid = "";

            /**
             * Welcome timeMs.
             * @member {number|Long} timeMs
             * @memberof credfleet.v1.Welcome
             * @instance
             */
            Welcome.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Welcome reportSeq.
             * @member {number|Long} reportSeq
             * @memberof credfleet.v1.Welcome
             * @instance
             */
            Welcome.prototype.reportSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Welcome instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Welcome
             * @static
             * @param {credfleet.v1.Welcome.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Welcome} Welcome instance
             * @type {{
             *   (properties: credfleet.v1.Welcome.$Shape): credfleet.v1.Welcome & credfleet.v1.Welcome.$Shape;
             *   (properties?: credfleet.v1.Welcome.$Properties): credfleet.v1.Welcome;
             * }}
             */
            Welcome.create = function(properties) {
                return new Welcome(properties);
            };

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link credfleet.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Welcome
             * @static
             * @param {credfleet.v1.Welcome.$Properties} message Welcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostUid);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.timeMs);
                if (message.reportSeq != null && $Object.hasOwnProperty.call(message, "reportSeq") && (typeof message.reportSeq === "object" ? message.reportSeq.low || message.reportSeq.high : message.reportSeq !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.reportSeq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Welcome & credfleet.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Welcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.reportSeq = value;
                            else
                                delete message.reportSeq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Welcome
             * @function getTypeUrl
             * @memberof credfleet.v1.Welcome
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Welcome.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Welcome";
            };

            return Welcome;
        })();

        v1.TrustUpdate = (function() {

            /**
             * Properties of a TrustUpdate.
             * @typedef {Object} credfleet.v1.TrustUpdate.$Properties
             * @property {Array.<credfleet.v1.SignedTrustBundle.$Properties>} [bundles] TrustUpdate bundles
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TrustUpdate.
             * @memberof credfleet.v1
             * @interface ITrustUpdate
             * @augments credfleet.v1.TrustUpdate.$Properties
             * @deprecated Use credfleet.v1.TrustUpdate.$Properties instead.
             */

            /**
             * Shape of a TrustUpdate.
             * @typedef {credfleet.v1.TrustUpdate.$Properties} credfleet.v1.TrustUpdate.$Shape
             */

            /**
             * Constructs a new TrustUpdate.
             * @memberof credfleet.v1
             * @classdesc Represents a TrustUpdate.
             * @constructor
             * @param {credfleet.v1.TrustUpdate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TrustUpdate = function (properties) {
                this.bundles = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TrustUpdate bundles.
             * @member {Array.<credfleet.v1.SignedTrustBundle>} bundles
             * @memberof credfleet.v1.TrustUpdate
             * @instance
             */
            TrustUpdate.prototype.bundles = $util.emptyArray;

            /**
             * Creates a new TrustUpdate instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.TrustUpdate
             * @static
             * @param {credfleet.v1.TrustUpdate.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.TrustUpdate} TrustUpdate instance
             * @type {{
             *   (properties: credfleet.v1.TrustUpdate.$Shape): credfleet.v1.TrustUpdate & credfleet.v1.TrustUpdate.$Shape;
             *   (properties?: credfleet.v1.TrustUpdate.$Properties): credfleet.v1.TrustUpdate;
             * }}
             */
            TrustUpdate.create = function(properties) {
                return new TrustUpdate(properties);
            };

            /**
             * Encodes the specified TrustUpdate message. Does not implicitly {@link credfleet.v1.TrustUpdate.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.TrustUpdate
             * @static
             * @param {credfleet.v1.TrustUpdate.$Properties} message TrustUpdate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TrustUpdate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bundles != null && message.bundles.length)
                    for (let i = 0; i < message.bundles.length; ++i)
                        $root.credfleet.v1.SignedTrustBundle.encode(message.bundles[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TrustUpdate message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.TrustUpdate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.TrustUpdate & credfleet.v1.TrustUpdate.$Shape} TrustUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TrustUpdate.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.TrustUpdate();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.bundles && message.bundles.length))
                                message.bundles = [];
                            message.bundles.push($root.credfleet.v1.SignedTrustBundle.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for TrustUpdate
             * @function getTypeUrl
             * @memberof credfleet.v1.TrustUpdate
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TrustUpdate.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.TrustUpdate";
            };

            return TrustUpdate;
        })();

        v1.SignedTrustBundle = (function() {

            /**
             * Properties of a SignedTrustBundle.
             * @typedef {Object} credfleet.v1.SignedTrustBundle.$Properties
             * @property {Uint8Array} [body] SignedTrustBundle body
             * @property {string} [intentKeyId] SignedTrustBundle intentKeyId
             * @property {Uint8Array} [signature] SignedTrustBundle signature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SignedTrustBundle.
             * @memberof credfleet.v1
             * @interface ISignedTrustBundle
             * @augments credfleet.v1.SignedTrustBundle.$Properties
             * @deprecated Use credfleet.v1.SignedTrustBundle.$Properties instead.
             */

            /**
             * Shape of a SignedTrustBundle.
             * @typedef {credfleet.v1.SignedTrustBundle.$Properties} credfleet.v1.SignedTrustBundle.$Shape
             */

            /**
             * Constructs a new SignedTrustBundle.
             * @memberof credfleet.v1
             * @classdesc Represents a SignedTrustBundle.
             * @constructor
             * @param {credfleet.v1.SignedTrustBundle.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SignedTrustBundle = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SignedTrustBundle body.
             * @member {Uint8Array} body
             * @memberof credfleet.v1.SignedTrustBundle
             * @instance
             */
            SignedTrustBundle.prototype.body = $util.newBuffer([]);

            /**
             * SignedTrustBundle intentKeyId.
             * @member {string} intentKeyId
             * @memberof credfleet.v1.SignedTrustBundle
             * @instance
             */
            SignedTrustBundle.prototype.intentKeyId = "";

            /**
             * SignedTrustBundle signature.
             * @member {Uint8Array} signature
             * @memberof credfleet.v1.SignedTrustBundle
             * @instance
             */
            SignedTrustBundle.prototype.signature = $util.newBuffer([]);

            /**
             * Creates a new SignedTrustBundle instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.SignedTrustBundle
             * @static
             * @param {credfleet.v1.SignedTrustBundle.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.SignedTrustBundle} SignedTrustBundle instance
             * @type {{
             *   (properties: credfleet.v1.SignedTrustBundle.$Shape): credfleet.v1.SignedTrustBundle & credfleet.v1.SignedTrustBundle.$Shape;
             *   (properties?: credfleet.v1.SignedTrustBundle.$Properties): credfleet.v1.SignedTrustBundle;
             * }}
             */
            SignedTrustBundle.create = function(properties) {
                return new SignedTrustBundle(properties);
            };

            /**
             * Encodes the specified SignedTrustBundle message. Does not implicitly {@link credfleet.v1.SignedTrustBundle.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.SignedTrustBundle
             * @static
             * @param {credfleet.v1.SignedTrustBundle.$Properties} message SignedTrustBundle message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SignedTrustBundle.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.body);
                if (message.intentKeyId != null && $Object.hasOwnProperty.call(message, "intentKeyId") && message.intentKeyId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.intentKeyId);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SignedTrustBundle message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.SignedTrustBundle
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.SignedTrustBundle & credfleet.v1.SignedTrustBundle.$Shape} SignedTrustBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SignedTrustBundle.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.SignedTrustBundle();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.body = value;
                            else
                                delete message.body;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.intentKeyId = value;
                            else
                                delete message.intentKeyId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for SignedTrustBundle
             * @function getTypeUrl
             * @memberof credfleet.v1.SignedTrustBundle
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SignedTrustBundle.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.SignedTrustBundle";
            };

            return SignedTrustBundle;
        })();

        v1.TrustBundle = (function() {

            /**
             * Properties of a TrustBundle.
             * @typedef {Object} credfleet.v1.TrustBundle.$Properties
             * @property {string} [clusterUid] TrustBundle clusterUid
             * @property {number|Long} [epoch] TrustBundle epoch
             * @property {Array.<Uint8Array>} [caCertificates] TrustBundle caCertificates
             * @property {Array.<Uint8Array>} [intentKeys] TrustBundle intentKeys
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TrustBundle.
             * @memberof credfleet.v1
             * @interface ITrustBundle
             * @augments credfleet.v1.TrustBundle.$Properties
             * @deprecated Use credfleet.v1.TrustBundle.$Properties instead.
             */

            /**
             * Shape of a TrustBundle.
             * @typedef {credfleet.v1.TrustBundle.$Properties} credfleet.v1.TrustBundle.$Shape
             */

            /**
             * Constructs a new TrustBundle.
             * @memberof credfleet.v1
             * @classdesc Represents a TrustBundle.
             * @constructor
             * @param {credfleet.v1.TrustBundle.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TrustBundle = function (properties) {
                this.caCertificates = [];
                this.intentKeys = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TrustBundle clusterUid.
             * @member {string} clusterUid
             * @memberof credfleet.v1.TrustBundle
             * @instance
             */
            TrustBundle.prototype.clusterUid = "";

            /**
             * TrustBundle epoch.
             * @member {number|Long} epoch
             * @memberof credfleet.v1.TrustBundle
             * @instance
             */
            TrustBundle.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TrustBundle caCertificates.
             * @member {Array.<Uint8Array>} caCertificates
             * @memberof credfleet.v1.TrustBundle
             * @instance
             */
            TrustBundle.prototype.caCertificates = $util.emptyArray;

            /**
             * TrustBundle intentKeys.
             * @member {Array.<Uint8Array>} intentKeys
             * @memberof credfleet.v1.TrustBundle
             * @instance
             */
            TrustBundle.prototype.intentKeys = $util.emptyArray;

            /**
             * Creates a new TrustBundle instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.TrustBundle
             * @static
             * @param {credfleet.v1.TrustBundle.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.TrustBundle} TrustBundle instance
             * @type {{
             *   (properties: credfleet.v1.TrustBundle.$Shape): credfleet.v1.TrustBundle & credfleet.v1.TrustBundle.$Shape;
             *   (properties?: credfleet.v1.TrustBundle.$Properties): credfleet.v1.TrustBundle;
             * }}
             */
            TrustBundle.create = function(properties) {
                return new TrustBundle(properties);
            };

            /**
             * Encodes the specified TrustBundle message. Does not implicitly {@link credfleet.v1.TrustBundle.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.TrustBundle
             * @static
             * @param {credfleet.v1.TrustBundle.$Properties} message TrustBundle message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TrustBundle.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clusterUid != null && $Object.hasOwnProperty.call(message, "clusterUid") && message.clusterUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.clusterUid);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
                if (message.caCertificates != null && message.caCertificates.length)
                    for (let i = 0; i < message.caCertificates.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.caCertificates[i]);
                if (message.intentKeys != null && message.intentKeys.length)
                    for (let i = 0; i < message.intentKeys.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.intentKeys[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TrustBundle message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.TrustBundle
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.TrustBundle & credfleet.v1.TrustBundle.$Shape} TrustBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TrustBundle.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.TrustBundle();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterUid = value;
                            else
                                delete message.clusterUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.caCertificates && message.caCertificates.length))
                                message.caCertificates = [];
                            message.caCertificates.push(reader.bytes());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.intentKeys && message.intentKeys.length))
                                message.intentKeys = [];
                            message.intentKeys.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for TrustBundle
             * @function getTypeUrl
             * @memberof credfleet.v1.TrustBundle
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TrustBundle.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.TrustBundle";
            };

            return TrustBundle;
        })();

        v1.Challenge = (function() {

            /**
             * Properties of a Challenge.
             * @typedef {Object} credfleet.v1.Challenge.$Properties
             * @property {number|Long} [id] Challenge id
             * @property {Uint8Array} [nonce] Challenge nonce
             * @property {Array.<number>} [pcrSelection] Challenge pcrSelection
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Challenge.
             * @memberof credfleet.v1
             * @interface IChallenge
             * @augments credfleet.v1.Challenge.$Properties
             * @deprecated Use credfleet.v1.Challenge.$Properties instead.
             */

            /**
             * Shape of a Challenge.
             * @typedef {credfleet.v1.Challenge.$Properties} credfleet.v1.Challenge.$Shape
             */

            /**
             * Constructs a new Challenge.
             * @memberof credfleet.v1
             * @classdesc Represents a Challenge.
             * @constructor
             * @param {credfleet.v1.Challenge.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Challenge = function (properties) {
                this.pcrSelection = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Challenge id.
             * @member {number|Long} id
             * @memberof credfleet.v1.Challenge
             * @instance
             */
            Challenge.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Challenge nonce.
             * @member {Uint8Array} nonce
             * @memberof credfleet.v1.Challenge
             * @instance
             */
            Challenge.prototype.nonce = $util.newBuffer([]);

            /**
             * Challenge pcrSelection.
             * @member {Array.<number>} pcrSelection
             * @memberof credfleet.v1.Challenge
             * @instance
             */
            Challenge.prototype.pcrSelection = $util.emptyArray;

            /**
             * Creates a new Challenge instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Challenge
             * @static
             * @param {credfleet.v1.Challenge.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Challenge} Challenge instance
             * @type {{
             *   (properties: credfleet.v1.Challenge.$Shape): credfleet.v1.Challenge & credfleet.v1.Challenge.$Shape;
             *   (properties?: credfleet.v1.Challenge.$Properties): credfleet.v1.Challenge;
             * }}
             */
            Challenge.create = function(properties) {
                return new Challenge(properties);
            };

            /**
             * Encodes the specified Challenge message. Does not implicitly {@link credfleet.v1.Challenge.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Challenge
             * @static
             * @param {credfleet.v1.Challenge.$Properties} message Challenge message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Challenge.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.nonce);
                if (message.pcrSelection != null && message.pcrSelection.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.pcrSelection);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Challenge message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Challenge
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Challenge & credfleet.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Challenge.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Challenge();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.pcrSelection && message.pcrSelection.length))
                                    message.pcrSelection = [];
                                reader.uint32s(message.pcrSelection);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.pcrSelection && message.pcrSelection.length))
                                message.pcrSelection = [];
                            message.pcrSelection.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Challenge
             * @function getTypeUrl
             * @memberof credfleet.v1.Challenge
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Challenge.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Challenge";
            };

            return Challenge;
        })();

        v1.Attestation = (function() {

            /**
             * Properties of an Attestation.
             * @typedef {Object} credfleet.v1.Attestation.$Properties
             * @property {number|Long} [id] Attestation id
             * @property {Uint8Array} [quoteAttest] Attestation quoteAttest
             * @property {Uint8Array} [quoteSignature] Attestation quoteSignature
             * @property {Array.<Uint8Array>} [pcrValues] Attestation pcrValues
             * @property {string} [code] Attestation code
             * @property {string} [message] Attestation message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Attestation.
             * @memberof credfleet.v1
             * @interface IAttestation
             * @augments credfleet.v1.Attestation.$Properties
             * @deprecated Use credfleet.v1.Attestation.$Properties instead.
             */

            /**
             * Shape of an Attestation.
             * @typedef {credfleet.v1.Attestation.$Properties} credfleet.v1.Attestation.$Shape
             */

            /**
             * Constructs a new Attestation.
             * @memberof credfleet.v1
             * @classdesc Represents an Attestation.
             * @constructor
             * @param {credfleet.v1.Attestation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Attestation = function (properties) {
                this.pcrValues = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Attestation id.
             * @member {number|Long} id
             * @memberof credfleet.v1.Attestation
             * @instance
             */
            Attestation.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Attestation quoteAttest.
             * @member {Uint8Array} quoteAttest
             * @memberof credfleet.v1.Attestation
             * @instance
             */
            Attestation.prototype.quoteAttest = $util.newBuffer([]);

            /**
             * Attestation quoteSignature.
             * @member {Uint8Array} quoteSignature
             * @memberof credfleet.v1.Attestation
             * @instance
             */
            Attestation.prototype.quoteSignature = $util.newBuffer([]);

            /**
             * Attestation pcrValues.
             * @member {Array.<Uint8Array>} pcrValues
             * @memberof credfleet.v1.Attestation
             * @instance
             */
            Attestation.prototype.pcrValues = $util.emptyArray;

            /**
             * Attestation code.
             * @member {string} code
             * @memberof credfleet.v1.Attestation
             * @instance
             */
            Attestation.prototype.code = "";

            /**
             * Attestation message.
             * @member {string} message
             * @memberof credfleet.v1.Attestation
             * @instance
             */
            Attestation.prototype.message = "";

            /**
             * Creates a new Attestation instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Attestation
             * @static
             * @param {credfleet.v1.Attestation.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Attestation} Attestation instance
             * @type {{
             *   (properties: credfleet.v1.Attestation.$Shape): credfleet.v1.Attestation & credfleet.v1.Attestation.$Shape;
             *   (properties?: credfleet.v1.Attestation.$Properties): credfleet.v1.Attestation;
             * }}
             */
            Attestation.create = function(properties) {
                return new Attestation(properties);
            };

            /**
             * Encodes the specified Attestation message. Does not implicitly {@link credfleet.v1.Attestation.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Attestation
             * @static
             * @param {credfleet.v1.Attestation.$Properties} message Attestation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Attestation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
                if (message.quoteAttest != null && $Object.hasOwnProperty.call(message, "quoteAttest") && message.quoteAttest.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.quoteAttest);
                if (message.quoteSignature != null && $Object.hasOwnProperty.call(message, "quoteSignature") && message.quoteSignature.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.quoteSignature);
                if (message.pcrValues != null && message.pcrValues.length)
                    for (let i = 0; i < message.pcrValues.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.pcrValues[i]);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Attestation message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Attestation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Attestation & credfleet.v1.Attestation.$Shape} Attestation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Attestation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Attestation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.quoteAttest = value;
                            else
                                delete message.quoteAttest;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.quoteSignature = value;
                            else
                                delete message.quoteSignature;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.pcrValues && message.pcrValues.length))
                                message.pcrValues = [];
                            message.pcrValues.push(reader.bytes());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Attestation
             * @function getTypeUrl
             * @memberof credfleet.v1.Attestation
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Attestation.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Attestation";
            };

            return Attestation;
        })();

        v1.Ping = (function() {

            /**
             * Properties of a Ping.
             * @typedef {Object} credfleet.v1.Ping.$Properties
             * @property {number|Long} [nonce] Ping nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ping.
             * @memberof credfleet.v1
             * @interface IPing
             * @augments credfleet.v1.Ping.$Properties
             * @deprecated Use credfleet.v1.Ping.$Properties instead.
             */

            /**
             * Shape of a Ping.
             * @typedef {credfleet.v1.Ping.$Properties} credfleet.v1.Ping.$Shape
             */

            /**
             * Constructs a new Ping.
             * @memberof credfleet.v1
             * @classdesc Represents a Ping.
             * @constructor
             * @param {credfleet.v1.Ping.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ping = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ping nonce.
             * @member {number|Long} nonce
             * @memberof credfleet.v1.Ping
             * @instance
             */
            Ping.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Ping instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Ping
             * @static
             * @param {credfleet.v1.Ping.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Ping} Ping instance
             * @type {{
             *   (properties: credfleet.v1.Ping.$Shape): credfleet.v1.Ping & credfleet.v1.Ping.$Shape;
             *   (properties?: credfleet.v1.Ping.$Properties): credfleet.v1.Ping;
             * }}
             */
            Ping.create = function(properties) {
                return new Ping(properties);
            };

            /**
             * Encodes the specified Ping message. Does not implicitly {@link credfleet.v1.Ping.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Ping
             * @static
             * @param {credfleet.v1.Ping.$Properties} message Ping message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ping.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Ping
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Ping & credfleet.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ping.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Ping();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Ping
             * @function getTypeUrl
             * @memberof credfleet.v1.Ping
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Ping.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Ping";
            };

            return Ping;
        })();

        v1.Pong = (function() {

            /**
             * Properties of a Pong.
             * @typedef {Object} credfleet.v1.Pong.$Properties
             * @property {number|Long} [nonce] Pong nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Pong.
             * @memberof credfleet.v1
             * @interface IPong
             * @augments credfleet.v1.Pong.$Properties
             * @deprecated Use credfleet.v1.Pong.$Properties instead.
             */

            /**
             * Shape of a Pong.
             * @typedef {credfleet.v1.Pong.$Properties} credfleet.v1.Pong.$Shape
             */

            /**
             * Constructs a new Pong.
             * @memberof credfleet.v1
             * @classdesc Represents a Pong.
             * @constructor
             * @param {credfleet.v1.Pong.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Pong = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Pong nonce.
             * @member {number|Long} nonce
             * @memberof credfleet.v1.Pong
             * @instance
             */
            Pong.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Pong instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Pong
             * @static
             * @param {credfleet.v1.Pong.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Pong} Pong instance
             * @type {{
             *   (properties: credfleet.v1.Pong.$Shape): credfleet.v1.Pong & credfleet.v1.Pong.$Shape;
             *   (properties?: credfleet.v1.Pong.$Properties): credfleet.v1.Pong;
             * }}
             */
            Pong.create = function(properties) {
                return new Pong(properties);
            };

            /**
             * Encodes the specified Pong message. Does not implicitly {@link credfleet.v1.Pong.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Pong
             * @static
             * @param {credfleet.v1.Pong.$Properties} message Pong message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Pong.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Pong
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Pong & credfleet.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Pong.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Pong();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Pong
             * @function getTypeUrl
             * @memberof credfleet.v1.Pong
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Pong.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Pong";
            };

            return Pong;
        })();

        v1.Conflict = (function() {

            /**
             * Properties of a Conflict.
             * @typedef {Object} credfleet.v1.Conflict.$Properties
             * @property {string} [message] Conflict message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Conflict.
             * @memberof credfleet.v1
             * @interface IConflict
             * @augments credfleet.v1.Conflict.$Properties
             * @deprecated Use credfleet.v1.Conflict.$Properties instead.
             */

            /**
             * Shape of a Conflict.
             * @typedef {credfleet.v1.Conflict.$Properties} credfleet.v1.Conflict.$Shape
             */

            /**
             * Constructs a new Conflict.
             * @memberof credfleet.v1
             * @classdesc Represents a Conflict.
             * @constructor
             * @param {credfleet.v1.Conflict.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Conflict = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Conflict message.
             * @member {string} message
             * @memberof credfleet.v1.Conflict
             * @instance
             */
            Conflict.prototype.message = "";

            /**
             * Creates a new Conflict instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Conflict
             * @static
             * @param {credfleet.v1.Conflict.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Conflict} Conflict instance
             * @type {{
             *   (properties: credfleet.v1.Conflict.$Shape): credfleet.v1.Conflict & credfleet.v1.Conflict.$Shape;
             *   (properties?: credfleet.v1.Conflict.$Properties): credfleet.v1.Conflict;
             * }}
             */
            Conflict.create = function(properties) {
                return new Conflict(properties);
            };

            /**
             * Encodes the specified Conflict message. Does not implicitly {@link credfleet.v1.Conflict.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Conflict
             * @static
             * @param {credfleet.v1.Conflict.$Properties} message Conflict message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Conflict.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Conflict message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Conflict
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Conflict & credfleet.v1.Conflict.$Shape} Conflict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Conflict.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Conflict();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Conflict
             * @function getTypeUrl
             * @memberof credfleet.v1.Conflict
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Conflict.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Conflict";
            };

            return Conflict;
        })();

        v1.Push = (function() {

            /**
             * Properties of a Push.
             * @typedef {Object} credfleet.v1.Push.$Properties
             * @property {number|Long} [nonce] Push nonce
             * @property {Uint8Array} [envelope] Push envelope
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Push.
             * @memberof credfleet.v1
             * @interface IPush
             * @augments credfleet.v1.Push.$Properties
             * @deprecated Use credfleet.v1.Push.$Properties instead.
             */

            /**
             * Shape of a Push.
             * @typedef {credfleet.v1.Push.$Properties} credfleet.v1.Push.$Shape
             */

            /**
             * Constructs a new Push.
             * @memberof credfleet.v1
             * @classdesc Represents a Push.
             * @constructor
             * @param {credfleet.v1.Push.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Push = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Push nonce.
             * @member {number|Long} nonce
             * @memberof credfleet.v1.Push
             * @instance
             */
            Push.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Push envelope.
             * @member {Uint8Array} envelope
             * @memberof credfleet.v1.Push
             * @instance
             */
            Push.prototype.envelope = $util.newBuffer([]);

            /**
             * Creates a new Push instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Push
             * @static
             * @param {credfleet.v1.Push.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Push} Push instance
             * @type {{
             *   (properties: credfleet.v1.Push.$Shape): credfleet.v1.Push & credfleet.v1.Push.$Shape;
             *   (properties?: credfleet.v1.Push.$Properties): credfleet.v1.Push;
             * }}
             */
            Push.create = function(properties) {
                return new Push(properties);
            };

            /**
             * Encodes the specified Push message. Does not implicitly {@link credfleet.v1.Push.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Push
             * @static
             * @param {credfleet.v1.Push.$Properties} message Push message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Push.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope") && message.envelope.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.envelope);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Push message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Push
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Push & credfleet.v1.Push.$Shape} Push
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Push.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Push();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.envelope = value;
                            else
                                delete message.envelope;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Push
             * @function getTypeUrl
             * @memberof credfleet.v1.Push
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Push.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Push";
            };

            return Push;
        })();

        v1.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} credfleet.v1.Ack.$Properties
             * @property {number|Long} [nonce] Ack nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof credfleet.v1
             * @interface IAck
             * @augments credfleet.v1.Ack.$Properties
             * @deprecated Use credfleet.v1.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {credfleet.v1.Ack.$Properties} credfleet.v1.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof credfleet.v1
             * @classdesc Represents an Ack.
             * @constructor
             * @param {credfleet.v1.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack nonce.
             * @member {number|Long} nonce
             * @memberof credfleet.v1.Ack
             * @instance
             */
            Ack.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Ack instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Ack
             * @static
             * @param {credfleet.v1.Ack.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Ack} Ack instance
             * @type {{
             *   (properties: credfleet.v1.Ack.$Shape): credfleet.v1.Ack & credfleet.v1.Ack.$Shape;
             *   (properties?: credfleet.v1.Ack.$Properties): credfleet.v1.Ack;
             * }}
             */
            Ack.create = function(properties) {
                return new Ack(properties);
            };

            /**
             * Encodes the specified Ack message. Does not implicitly {@link credfleet.v1.Ack.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Ack
             * @static
             * @param {credfleet.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Ack & credfleet.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Ack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Ack
             * @function getTypeUrl
             * @memberof credfleet.v1.Ack
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Ack.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Ack";
            };

            return Ack;
        })();

        v1.Nack = (function() {

            /**
             * Properties of a Nack.
             * @typedef {Object} credfleet.v1.Nack.$Properties
             * @property {number|Long} [nonce] Nack nonce
             * @property {string} [code] Nack code
             * @property {string} [message] Nack message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Nack.
             * @memberof credfleet.v1
             * @interface INack
             * @augments credfleet.v1.Nack.$Properties
             * @deprecated Use credfleet.v1.Nack.$Properties instead.
             */

            /**
             * Shape of a Nack.
             * @typedef {credfleet.v1.Nack.$Properties} credfleet.v1.Nack.$Shape
             */

            /**
             * Constructs a new Nack.
             * @memberof credfleet.v1
             * @classdesc Represents a Nack.
             * @constructor
             * @param {credfleet.v1.Nack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Nack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Nack nonce.
             * @member {number|Long} nonce
             * @memberof credfleet.v1.Nack
             * @instance
             */
            Nack.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Nack code.
             * @member {string} code
             * @memberof credfleet.v1.Nack
             * @instance
             */
            Nack.prototype.code = "";

            /**
             * Nack message.
             * @member {string} message
             * @memberof credfleet.v1.Nack
             * @instance
             */
            Nack.prototype.message = "";

            /**
             * Creates a new Nack instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Nack
             * @static
             * @param {credfleet.v1.Nack.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Nack} Nack instance
             * @type {{
             *   (properties: credfleet.v1.Nack.$Shape): credfleet.v1.Nack & credfleet.v1.Nack.$Shape;
             *   (properties?: credfleet.v1.Nack.$Properties): credfleet.v1.Nack;
             * }}
             */
            Nack.create = function(properties) {
                return new Nack(properties);
            };

            /**
             * Encodes the specified Nack message. Does not implicitly {@link credfleet.v1.Nack.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Nack
             * @static
             * @param {credfleet.v1.Nack.$Properties} message Nack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Nack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Nack message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Nack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Nack & credfleet.v1.Nack.$Shape} Nack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Nack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Nack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Nack
             * @function getTypeUrl
             * @memberof credfleet.v1.Nack
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Nack.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Nack";
            };

            return Nack;
        })();

        v1.ReportAck = (function() {

            /**
             * Properties of a ReportAck.
             * @typedef {Object} credfleet.v1.ReportAck.$Properties
             * @property {number|Long} [seq] ReportAck seq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportAck.
             * @memberof credfleet.v1
             * @interface IReportAck
             * @augments credfleet.v1.ReportAck.$Properties
             * @deprecated Use credfleet.v1.ReportAck.$Properties instead.
             */

            /**
             * Shape of a ReportAck.
             * @typedef {credfleet.v1.ReportAck.$Properties} credfleet.v1.ReportAck.$Shape
             */

            /**
             * Constructs a new ReportAck.
             * @memberof credfleet.v1
             * @classdesc Represents a ReportAck.
             * @constructor
             * @param {credfleet.v1.ReportAck.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportAck = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReportAck seq.
             * @member {number|Long} seq
             * @memberof credfleet.v1.ReportAck
             * @instance
             */
            ReportAck.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ReportAck instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ReportAck
             * @static
             * @param {credfleet.v1.ReportAck.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ReportAck} ReportAck instance
             * @type {{
             *   (properties: credfleet.v1.ReportAck.$Shape): credfleet.v1.ReportAck & credfleet.v1.ReportAck.$Shape;
             *   (properties?: credfleet.v1.ReportAck.$Properties): credfleet.v1.ReportAck;
             * }}
             */
            ReportAck.create = function(properties) {
                return new ReportAck(properties);
            };

            /**
             * Encodes the specified ReportAck message. Does not implicitly {@link credfleet.v1.ReportAck.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ReportAck
             * @static
             * @param {credfleet.v1.ReportAck.$Properties} message ReportAck message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportAck.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportAck message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ReportAck
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ReportAck & credfleet.v1.ReportAck.$Shape} ReportAck
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportAck.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ReportAck();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ReportAck
             * @function getTypeUrl
             * @memberof credfleet.v1.ReportAck
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReportAck.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ReportAck";
            };

            return ReportAck;
        })();

        v1.Drain = (function() {

            /**
             * Properties of a Drain.
             * @typedef {Object} credfleet.v1.Drain.$Properties
             * @property {number} [reconnectAfterMs] Drain reconnectAfterMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Drain.
             * @memberof credfleet.v1
             * @interface IDrain
             * @augments credfleet.v1.Drain.$Properties
             * @deprecated Use credfleet.v1.Drain.$Properties instead.
             */

            /**
             * Shape of a Drain.
             * @typedef {credfleet.v1.Drain.$Properties} credfleet.v1.Drain.$Shape
             */

            /**
             * Constructs a new Drain.
             * @memberof credfleet.v1
             * @classdesc Represents a Drain.
             * @constructor
             * @param {credfleet.v1.Drain.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Drain = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Drain reconnectAfterMs.
             * @member {number} reconnectAfterMs
             * @memberof credfleet.v1.Drain
             * @instance
             */
            Drain.prototype.reconnectAfterMs = 0;

            /**
             * Creates a new Drain instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Drain
             * @static
             * @param {credfleet.v1.Drain.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Drain} Drain instance
             * @type {{
             *   (properties: credfleet.v1.Drain.$Shape): credfleet.v1.Drain & credfleet.v1.Drain.$Shape;
             *   (properties?: credfleet.v1.Drain.$Properties): credfleet.v1.Drain;
             * }}
             */
            Drain.create = function(properties) {
                return new Drain(properties);
            };

            /**
             * Encodes the specified Drain message. Does not implicitly {@link credfleet.v1.Drain.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Drain
             * @static
             * @param {credfleet.v1.Drain.$Properties} message Drain message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Drain.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reconnectAfterMs != null && $Object.hasOwnProperty.call(message, "reconnectAfterMs") && message.reconnectAfterMs !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.reconnectAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Drain message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Drain
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Drain & credfleet.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Drain.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Drain();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.reconnectAfterMs = value;
                            else
                                delete message.reconnectAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Drain
             * @function getTypeUrl
             * @memberof credfleet.v1.Drain
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Drain.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Drain";
            };

            return Drain;
        })();

        v1.Envelope = (function() {

            /**
             * Properties of an Envelope.
             * @typedef {Object} credfleet.v1.Envelope.$Properties
             * @property {Uint8Array} [header] Envelope header
             * @property {Uint8Array} [enc] Envelope enc
             * @property {Array.<credfleet.v1.SealedIntent.$Properties>} [intents] Envelope intents
             * @property {Uint8Array} [signature] Envelope signature
             * @property {string} [intentKeyId] Envelope intentKeyId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Envelope.
             * @memberof credfleet.v1
             * @interface IEnvelope
             * @augments credfleet.v1.Envelope.$Properties
             * @deprecated Use credfleet.v1.Envelope.$Properties instead.
             */

            /**
             * Shape of an Envelope.
             * @typedef {credfleet.v1.Envelope.$Properties} credfleet.v1.Envelope.$Shape
             */

            /**
             * Constructs a new Envelope.
             * @memberof credfleet.v1
             * @classdesc Represents an Envelope.
             * @constructor
             * @param {credfleet.v1.Envelope.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Envelope = function (properties) {
                this.intents = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Envelope header.
             * @member {Uint8Array} header
             * @memberof credfleet.v1.Envelope
             * @instance
             */
            Envelope.prototype.header = $util.newBuffer([]);

            /**
             * Envelope enc.
             * @member {Uint8Array} enc
             * @memberof credfleet.v1.Envelope
             * @instance
             */
            Envelope.prototype.enc = $util.newBuffer([]);

            /**
             * Envelope intents.
             * @member {Array.<credfleet.v1.SealedIntent>} intents
             * @memberof credfleet.v1.Envelope
             * @instance
             */
            Envelope.prototype.intents = $util.emptyArray;

            /**
             * Envelope signature.
             * @member {Uint8Array} signature
             * @memberof credfleet.v1.Envelope
             * @instance
             */
            Envelope.prototype.signature = $util.newBuffer([]);

            /**
             * Envelope intentKeyId.
             * @member {string} intentKeyId
             * @memberof credfleet.v1.Envelope
             * @instance
             */
            Envelope.prototype.intentKeyId = "";

            /**
             * Creates a new Envelope instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.Envelope
             * @static
             * @param {credfleet.v1.Envelope.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.Envelope} Envelope instance
             * @type {{
             *   (properties: credfleet.v1.Envelope.$Shape): credfleet.v1.Envelope & credfleet.v1.Envelope.$Shape;
             *   (properties?: credfleet.v1.Envelope.$Properties): credfleet.v1.Envelope;
             * }}
             */
            Envelope.create = function(properties) {
                return new Envelope(properties);
            };

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link credfleet.v1.Envelope.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.Envelope
             * @static
             * @param {credfleet.v1.Envelope.$Properties} message Envelope message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Envelope.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
                if (message.enc != null && $Object.hasOwnProperty.call(message, "enc") && message.enc.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.enc);
                if (message.intents != null && message.intents.length)
                    for (let i = 0; i < message.intents.length; ++i)
                        $root.credfleet.v1.SealedIntent.encode(message.intents[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.signature);
                if (message.intentKeyId != null && $Object.hasOwnProperty.call(message, "intentKeyId") && message.intentKeyId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.intentKeyId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.Envelope
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.Envelope & credfleet.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Envelope.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.Envelope();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.header = value;
                            else
                                delete message.header;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.enc = value;
                            else
                                delete message.enc;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.intents && message.intents.length))
                                message.intents = [];
                            message.intents.push($root.credfleet.v1.SealedIntent.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.intentKeyId = value;
                            else
                                delete message.intentKeyId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Envelope
             * @function getTypeUrl
             * @memberof credfleet.v1.Envelope
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Envelope.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.Envelope";
            };

            return Envelope;
        })();

        v1.SealedIntent = (function() {

            /**
             * Properties of a SealedIntent.
             * @typedef {Object} credfleet.v1.SealedIntent.$Properties
             * @property {Uint8Array} [spec] SealedIntent spec
             * @property {Array.<Uint8Array>} [ciphertexts] SealedIntent ciphertexts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SealedIntent.
             * @memberof credfleet.v1
             * @interface ISealedIntent
             * @augments credfleet.v1.SealedIntent.$Properties
             * @deprecated Use credfleet.v1.SealedIntent.$Properties instead.
             */

            /**
             * Shape of a SealedIntent.
             * @typedef {credfleet.v1.SealedIntent.$Properties} credfleet.v1.SealedIntent.$Shape
             */

            /**
             * Constructs a new SealedIntent.
             * @memberof credfleet.v1
             * @classdesc Represents a SealedIntent.
             * @constructor
             * @param {credfleet.v1.SealedIntent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SealedIntent = function (properties) {
                this.ciphertexts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SealedIntent spec.
             * @member {Uint8Array} spec
             * @memberof credfleet.v1.SealedIntent
             * @instance
             */
            SealedIntent.prototype.spec = $util.newBuffer([]);

            /**
             * SealedIntent ciphertexts.
             * @member {Array.<Uint8Array>} ciphertexts
             * @memberof credfleet.v1.SealedIntent
             * @instance
             */
            SealedIntent.prototype.ciphertexts = $util.emptyArray;

            /**
             * Creates a new SealedIntent instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.SealedIntent
             * @static
             * @param {credfleet.v1.SealedIntent.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.SealedIntent} SealedIntent instance
             * @type {{
             *   (properties: credfleet.v1.SealedIntent.$Shape): credfleet.v1.SealedIntent & credfleet.v1.SealedIntent.$Shape;
             *   (properties?: credfleet.v1.SealedIntent.$Properties): credfleet.v1.SealedIntent;
             * }}
             */
            SealedIntent.create = function(properties) {
                return new SealedIntent(properties);
            };

            /**
             * Encodes the specified SealedIntent message. Does not implicitly {@link credfleet.v1.SealedIntent.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.SealedIntent
             * @static
             * @param {credfleet.v1.SealedIntent.$Properties} message SealedIntent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SealedIntent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec") && message.spec.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.spec);
                if (message.ciphertexts != null && message.ciphertexts.length)
                    for (let i = 0; i < message.ciphertexts.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.ciphertexts[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SealedIntent message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.SealedIntent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.SealedIntent & credfleet.v1.SealedIntent.$Shape} SealedIntent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SealedIntent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.SealedIntent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.spec = value;
                            else
                                delete message.spec;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ciphertexts && message.ciphertexts.length))
                                message.ciphertexts = [];
                            message.ciphertexts.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for SealedIntent
             * @function getTypeUrl
             * @memberof credfleet.v1.SealedIntent
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SealedIntent.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.SealedIntent";
            };

            return SealedIntent;
        })();

        v1.IntentSpec = (function() {

            /**
             * Properties of an IntentSpec.
             * @typedef {Object} credfleet.v1.IntentSpec.$Properties
             * @property {string} [uid] IntentSpec uid
             * @property {string} [namespace] IntentSpec namespace
             * @property {string} [name] IntentSpec name
             * @property {number|Long} [version] IntentSpec version
             * @property {credfleet.v1.Operation} [operation] IntentSpec operation
             * @property {string} [rolloutUid] IntentSpec rolloutUid
             * @property {number} [attempt] IntentSpec attempt
             * @property {Array.<credfleet.v1.IntentItem.$Properties>} [items] IntentSpec items
             * @property {credfleet.v1.IntentDelivery.$Properties} [delivery] IntentSpec delivery
             * @property {credfleet.v1.IntentSealing.$Properties} [sealing] IntentSpec sealing
             * @property {credfleet.v1.IntentActivation.$Properties} [activation] IntentSpec activation
             * @property {credfleet.v1.IntentHealth.$Properties} [health] IntentSpec health
             * @property {boolean} [rollbackOnFailure] IntentSpec rollbackOnFailure
             * @property {Array.<number|Long>} [revokedVersions] IntentSpec revokedVersions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentSpec.
             * @memberof credfleet.v1
             * @interface IIntentSpec
             * @augments credfleet.v1.IntentSpec.$Properties
             * @deprecated Use credfleet.v1.IntentSpec.$Properties instead.
             */

            /**
             * Shape of an IntentSpec.
             * @typedef {{
             *   uid?: string;
             *   namespace?: string;
             *   name?: string;
             *   version?: number|Long;
             *   operation?: credfleet.v1.Operation;
             *   rolloutUid?: string;
             *   attempt?: number;
             *   items?: Array.<credfleet.v1.IntentItem.$Shape>;
             *   delivery?: credfleet.v1.IntentDelivery.$Shape;
             *   sealing?: credfleet.v1.IntentSealing.$Shape;
             *   activation?: credfleet.v1.IntentActivation.$Shape;
             *   health?: credfleet.v1.IntentHealth.$Shape;
             *   rollbackOnFailure?: boolean;
             *   revokedVersions?: Array.<number|Long>;
             *   $unknowns?: Array.<Uint8Array>;
             * }} credfleet.v1.IntentSpec.$Shape
             */

            /**
             * Constructs a new IntentSpec.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentSpec.
             * @constructor
             * @param {credfleet.v1.IntentSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentSpec = function (properties) {
                this.items = [];
                this.revokedVersions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentSpec uid.
             * @member {string} uid
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.uid = "";

            /**
             * IntentSpec namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.namespace = "";

            /**
             * IntentSpec name.
             * @member {string} name
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.name = "";

            /**
             * IntentSpec version.
             * @member {number|Long} version
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IntentSpec operation.
             * @member {credfleet.v1.Operation} operation
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.operation = 0;

            /**
             * IntentSpec rolloutUid.
             * @member {string} rolloutUid
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.rolloutUid = "";

            /**
             * IntentSpec attempt.
             * @member {number} attempt
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.attempt = 0;

            /**
             * IntentSpec items.
             * @member {Array.<credfleet.v1.IntentItem>} items
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.items = $util.emptyArray;

            /**
             * IntentSpec delivery.
             * @member {credfleet.v1.IntentDelivery} delivery
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.delivery = null;

            /**
             * IntentSpec sealing.
             * @member {credfleet.v1.IntentSealing} sealing
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.sealing = null;

            /**
             * IntentSpec activation.
             * @member {credfleet.v1.IntentActivation} activation
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.activation = null;

            /**
             * IntentSpec health.
             * @member {credfleet.v1.IntentHealth} health
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.health = null;

            /**
             * IntentSpec rollbackOnFailure.
             * @member {boolean} rollbackOnFailure
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.rollbackOnFailure = false;

            /**
             * IntentSpec revokedVersions.
             * @member {Array.<number|Long>} revokedVersions
             * @memberof credfleet.v1.IntentSpec
             * @instance
             */
            IntentSpec.prototype.revokedVersions = $util.emptyArray;

            /**
             * Creates a new IntentSpec instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentSpec
             * @static
             * @param {credfleet.v1.IntentSpec.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentSpec} IntentSpec instance
             * @type {{
             *   (properties: credfleet.v1.IntentSpec.$Shape): credfleet.v1.IntentSpec & credfleet.v1.IntentSpec.$Shape;
             *   (properties?: credfleet.v1.IntentSpec.$Properties): credfleet.v1.IntentSpec;
             * }}
             */
            IntentSpec.create = function(properties) {
                return new IntentSpec(properties);
            };

            /**
             * Encodes the specified IntentSpec message. Does not implicitly {@link credfleet.v1.IntentSpec.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentSpec
             * @static
             * @param {credfleet.v1.IntentSpec.$Properties} message IntentSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.operation != null && $Object.hasOwnProperty.call(message, "operation") && message.operation !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.operation);
                if (message.rolloutUid != null && $Object.hasOwnProperty.call(message, "rolloutUid") && message.rolloutUid !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.rolloutUid);
                if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.attempt);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.credfleet.v1.IntentItem.encode(message.items[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.delivery != null && $Object.hasOwnProperty.call(message, "delivery"))
                    $root.credfleet.v1.IntentDelivery.encode(message.delivery, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.sealing != null && $Object.hasOwnProperty.call(message, "sealing"))
                    $root.credfleet.v1.IntentSealing.encode(message.sealing, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.activation != null && $Object.hasOwnProperty.call(message, "activation"))
                    $root.credfleet.v1.IntentActivation.encode(message.activation, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.health != null && $Object.hasOwnProperty.call(message, "health"))
                    $root.credfleet.v1.IntentHealth.encode(message.health, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.rollbackOnFailure != null && $Object.hasOwnProperty.call(message, "rollbackOnFailure") && message.rollbackOnFailure !== false)
                    writer.uint32(/* id 13, wireType 0 =*/104).bool(message.rollbackOnFailure);
                if (message.revokedVersions != null && message.revokedVersions.length)
                    writer.uint32(/* id 14, wireType 2 =*/114).uint64s(message.revokedVersions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentSpec message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentSpec & credfleet.v1.IntentSpec.$Shape} IntentSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.uid = value;
                            else
                                delete message.uid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.operation = value;
                            else
                                delete message.operation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rolloutUid = value;
                            else
                                delete message.rolloutUid;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempt = value;
                            else
                                delete message.attempt;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.credfleet.v1.IntentItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.delivery = $root.credfleet.v1.IntentDelivery.decode(reader, reader.size(), $undefined, _depth + 1, message.delivery);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.sealing = $root.credfleet.v1.IntentSealing.decode(reader, reader.size(), $undefined, _depth + 1, message.sealing);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.activation = $root.credfleet.v1.IntentActivation.decode(reader, reader.size(), $undefined, _depth + 1, message.activation);
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.health = $root.credfleet.v1.IntentHealth.decode(reader, reader.size(), $undefined, _depth + 1, message.health);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.rollbackOnFailure = value;
                            else
                                delete message.rollbackOnFailure;
                            continue;
                        }
                    case 14: {
                            if (wireType === 2) {
                                if (!(message.revokedVersions && message.revokedVersions.length))
                                    message.revokedVersions = [];
                                reader.uint64s(message.revokedVersions);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.revokedVersions && message.revokedVersions.length))
                                message.revokedVersions = [];
                            message.revokedVersions.push(reader.uint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentSpec
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentSpec";
            };

            return IntentSpec;
        })();

        /**
         * Operation enum.
         * @name credfleet.v1.Operation
         * @enum {number}
         * @property {number} OPERATION_UNSPECIFIED=0 OPERATION_UNSPECIFIED value
         * @property {number} OPERATION_PUT=1 OPERATION_PUT value
         * @property {number} OPERATION_DELETE=2 OPERATION_DELETE value
         */
        v1.Operation = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OPERATION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "OPERATION_PUT"] = 1;
            values[valuesById[2] = "OPERATION_DELETE"] = 2;
            return values;
        })();

        v1.IntentItem = (function() {

            /**
             * Properties of an IntentItem.
             * @typedef {Object} credfleet.v1.IntentItem.$Properties
             * @property {string} [name] IntentItem name
             * @property {string} [digest] IntentItem digest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentItem.
             * @memberof credfleet.v1
             * @interface IIntentItem
             * @augments credfleet.v1.IntentItem.$Properties
             * @deprecated Use credfleet.v1.IntentItem.$Properties instead.
             */

            /**
             * Shape of an IntentItem.
             * @typedef {credfleet.v1.IntentItem.$Properties} credfleet.v1.IntentItem.$Shape
             */

            /**
             * Constructs a new IntentItem.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentItem.
             * @constructor
             * @param {credfleet.v1.IntentItem.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentItem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentItem name.
             * @member {string} name
             * @memberof credfleet.v1.IntentItem
             * @instance
             */
            IntentItem.prototype.name = "";

            /**
             * IntentItem digest.
             * @member {string} digest
             * @memberof credfleet.v1.IntentItem
             * @instance
             */
            IntentItem.prototype.digest = "";

            /**
             * Creates a new IntentItem instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentItem
             * @static
             * @param {credfleet.v1.IntentItem.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentItem} IntentItem instance
             * @type {{
             *   (properties: credfleet.v1.IntentItem.$Shape): credfleet.v1.IntentItem & credfleet.v1.IntentItem.$Shape;
             *   (properties?: credfleet.v1.IntentItem.$Properties): credfleet.v1.IntentItem;
             * }}
             */
            IntentItem.create = function(properties) {
                return new IntentItem(properties);
            };

            /**
             * Encodes the specified IntentItem message. Does not implicitly {@link credfleet.v1.IntentItem.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentItem
             * @static
             * @param {credfleet.v1.IntentItem.$Properties} message IntentItem message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.digest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentItem message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentItem
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentItem & credfleet.v1.IntentItem.$Shape} IntentItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentItem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentItem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentItem
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentItem
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentItem.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentItem";
            };

            return IntentItem;
        })();

        v1.IntentDelivery = (function() {

            /**
             * Properties of an IntentDelivery.
             * @typedef {Object} credfleet.v1.IntentDelivery.$Properties
             * @property {string} [type] IntentDelivery type
             * @property {string} [store] IntentDelivery store
             * @property {string} [dropIn] IntentDelivery dropIn
             * @property {string} [drift] IntentDelivery drift
             * @property {string} [machine] IntentDelivery machine
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentDelivery.
             * @memberof credfleet.v1
             * @interface IIntentDelivery
             * @augments credfleet.v1.IntentDelivery.$Properties
             * @deprecated Use credfleet.v1.IntentDelivery.$Properties instead.
             */

            /**
             * Shape of an IntentDelivery.
             * @typedef {credfleet.v1.IntentDelivery.$Properties} credfleet.v1.IntentDelivery.$Shape
             */

            /**
             * Constructs a new IntentDelivery.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentDelivery.
             * @constructor
             * @param {credfleet.v1.IntentDelivery.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentDelivery = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentDelivery type.
             * @member {string} type
             * @memberof credfleet.v1.IntentDelivery
             * @instance
             */
            IntentDelivery.prototype.type = "";

            /**
             * IntentDelivery store.
             * @member {string} store
             * @memberof credfleet.v1.IntentDelivery
             * @instance
             */
            IntentDelivery.prototype.store = "";

            /**
             * IntentDelivery dropIn.
             * @member {string} dropIn
             * @memberof credfleet.v1.IntentDelivery
             * @instance
             */
            IntentDelivery.prototype.dropIn = "";

            /**
             * IntentDelivery drift.
             * @member {string} drift
             * @memberof credfleet.v1.IntentDelivery
             * @instance
             */
            IntentDelivery.prototype.drift = "";

            /**
             * IntentDelivery machine.
             * @member {string} machine
             * @memberof credfleet.v1.IntentDelivery
             * @instance
             */
            IntentDelivery.prototype.machine = "";

            /**
             * Creates a new IntentDelivery instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentDelivery
             * @static
             * @param {credfleet.v1.IntentDelivery.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentDelivery} IntentDelivery instance
             * @type {{
             *   (properties: credfleet.v1.IntentDelivery.$Shape): credfleet.v1.IntentDelivery & credfleet.v1.IntentDelivery.$Shape;
             *   (properties?: credfleet.v1.IntentDelivery.$Properties): credfleet.v1.IntentDelivery;
             * }}
             */
            IntentDelivery.create = function(properties) {
                return new IntentDelivery(properties);
            };

            /**
             * Encodes the specified IntentDelivery message. Does not implicitly {@link credfleet.v1.IntentDelivery.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentDelivery
             * @static
             * @param {credfleet.v1.IntentDelivery.$Properties} message IntentDelivery message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentDelivery.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
                if (message.store != null && $Object.hasOwnProperty.call(message, "store") && message.store !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.store);
                if (message.dropIn != null && $Object.hasOwnProperty.call(message, "dropIn") && message.dropIn !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.dropIn);
                if (message.drift != null && $Object.hasOwnProperty.call(message, "drift") && message.drift !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.drift);
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== "")
                    writer.uint32(/* id 40, wireType 2 =*/322).string(message.machine);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentDelivery message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentDelivery
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentDelivery & credfleet.v1.IntentDelivery.$Shape} IntentDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentDelivery.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentDelivery();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.store = value;
                            else
                                delete message.store;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.dropIn = value;
                            else
                                delete message.dropIn;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.drift = value;
                            else
                                delete message.drift;
                            continue;
                        }
                    case 40: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.machine = value;
                            else
                                delete message.machine;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentDelivery
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentDelivery
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentDelivery.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentDelivery";
            };

            return IntentDelivery;
        })();

        v1.IntentSealing = (function() {

            /**
             * Properties of an IntentSealing.
             * @typedef {Object} credfleet.v1.IntentSealing.$Properties
             * @property {string} [key] IntentSealing key
             * @property {Array.<number>} [tpm2Pcrs] IntentSealing tpm2Pcrs
             * @property {number|Long} [ttlSeconds] IntentSealing ttlSeconds
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentSealing.
             * @memberof credfleet.v1
             * @interface IIntentSealing
             * @augments credfleet.v1.IntentSealing.$Properties
             * @deprecated Use credfleet.v1.IntentSealing.$Properties instead.
             */

            /**
             * Shape of an IntentSealing.
             * @typedef {credfleet.v1.IntentSealing.$Properties} credfleet.v1.IntentSealing.$Shape
             */

            /**
             * Constructs a new IntentSealing.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentSealing.
             * @constructor
             * @param {credfleet.v1.IntentSealing.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentSealing = function (properties) {
                this.tpm2Pcrs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentSealing key.
             * @member {string} key
             * @memberof credfleet.v1.IntentSealing
             * @instance
             */
            IntentSealing.prototype.key = "";

            /**
             * IntentSealing tpm2Pcrs.
             * @member {Array.<number>} tpm2Pcrs
             * @memberof credfleet.v1.IntentSealing
             * @instance
             */
            IntentSealing.prototype.tpm2Pcrs = $util.emptyArray;

            /**
             * IntentSealing ttlSeconds.
             * @member {number|Long} ttlSeconds
             * @memberof credfleet.v1.IntentSealing
             * @instance
             */
            IntentSealing.prototype.ttlSeconds = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new IntentSealing instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentSealing
             * @static
             * @param {credfleet.v1.IntentSealing.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentSealing} IntentSealing instance
             * @type {{
             *   (properties: credfleet.v1.IntentSealing.$Shape): credfleet.v1.IntentSealing & credfleet.v1.IntentSealing.$Shape;
             *   (properties?: credfleet.v1.IntentSealing.$Properties): credfleet.v1.IntentSealing;
             * }}
             */
            IntentSealing.create = function(properties) {
                return new IntentSealing(properties);
            };

            /**
             * Encodes the specified IntentSealing message. Does not implicitly {@link credfleet.v1.IntentSealing.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentSealing
             * @static
             * @param {credfleet.v1.IntentSealing.$Properties} message IntentSealing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentSealing.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.tpm2Pcrs != null && message.tpm2Pcrs.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.tpm2Pcrs);
                if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && (typeof message.ttlSeconds === "object" ? message.ttlSeconds.low || message.ttlSeconds.high : message.ttlSeconds !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ttlSeconds);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentSealing message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentSealing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentSealing & credfleet.v1.IntentSealing.$Shape} IntentSealing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentSealing.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentSealing();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.tpm2Pcrs && message.tpm2Pcrs.length))
                                    message.tpm2Pcrs = [];
                                reader.uint32s(message.tpm2Pcrs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.tpm2Pcrs && message.tpm2Pcrs.length))
                                message.tpm2Pcrs = [];
                            message.tpm2Pcrs.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ttlSeconds = value;
                            else
                                delete message.ttlSeconds;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentSealing
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentSealing
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentSealing.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentSealing";
            };

            return IntentSealing;
        })();

        v1.IntentActivation = (function() {

            /**
             * Properties of an IntentActivation.
             * @typedef {Object} credfleet.v1.IntentActivation.$Properties
             * @property {Array.<credfleet.v1.IntentUnit.$Properties>} [units] IntentActivation units
             * @property {boolean} [autoDetect] IntentActivation autoDetect
             * @property {number|Long} [coalesceMs] IntentActivation coalesceMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentActivation.
             * @memberof credfleet.v1
             * @interface IIntentActivation
             * @augments credfleet.v1.IntentActivation.$Properties
             * @deprecated Use credfleet.v1.IntentActivation.$Properties instead.
             */

            /**
             * Shape of an IntentActivation.
             * @typedef {credfleet.v1.IntentActivation.$Properties} credfleet.v1.IntentActivation.$Shape
             */

            /**
             * Constructs a new IntentActivation.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentActivation.
             * @constructor
             * @param {credfleet.v1.IntentActivation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentActivation = function (properties) {
                this.units = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentActivation units.
             * @member {Array.<credfleet.v1.IntentUnit>} units
             * @memberof credfleet.v1.IntentActivation
             * @instance
             */
            IntentActivation.prototype.units = $util.emptyArray;

            /**
             * IntentActivation autoDetect.
             * @member {boolean} autoDetect
             * @memberof credfleet.v1.IntentActivation
             * @instance
             */
            IntentActivation.prototype.autoDetect = false;

            /**
             * IntentActivation coalesceMs.
             * @member {number|Long} coalesceMs
             * @memberof credfleet.v1.IntentActivation
             * @instance
             */
            IntentActivation.prototype.coalesceMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new IntentActivation instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentActivation
             * @static
             * @param {credfleet.v1.IntentActivation.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentActivation} IntentActivation instance
             * @type {{
             *   (properties: credfleet.v1.IntentActivation.$Shape): credfleet.v1.IntentActivation & credfleet.v1.IntentActivation.$Shape;
             *   (properties?: credfleet.v1.IntentActivation.$Properties): credfleet.v1.IntentActivation;
             * }}
             */
            IntentActivation.create = function(properties) {
                return new IntentActivation(properties);
            };

            /**
             * Encodes the specified IntentActivation message. Does not implicitly {@link credfleet.v1.IntentActivation.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentActivation
             * @static
             * @param {credfleet.v1.IntentActivation.$Properties} message IntentActivation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentActivation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.units != null && message.units.length)
                    for (let i = 0; i < message.units.length; ++i)
                        $root.credfleet.v1.IntentUnit.encode(message.units[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.autoDetect != null && $Object.hasOwnProperty.call(message, "autoDetect") && message.autoDetect !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.autoDetect);
                if (message.coalesceMs != null && $Object.hasOwnProperty.call(message, "coalesceMs") && (typeof message.coalesceMs === "object" ? message.coalesceMs.low || message.coalesceMs.high : message.coalesceMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.coalesceMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentActivation message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentActivation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentActivation & credfleet.v1.IntentActivation.$Shape} IntentActivation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentActivation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentActivation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.units && message.units.length))
                                message.units = [];
                            message.units.push($root.credfleet.v1.IntentUnit.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.autoDetect = value;
                            else
                                delete message.autoDetect;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.coalesceMs = value;
                            else
                                delete message.coalesceMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentActivation
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentActivation
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentActivation.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentActivation";
            };

            return IntentActivation;
        })();

        v1.IntentUnit = (function() {

            /**
             * Properties of an IntentUnit.
             * @typedef {Object} credfleet.v1.IntentUnit.$Properties
             * @property {string} [name] IntentUnit name
             * @property {string} [action] IntentUnit action
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentUnit.
             * @memberof credfleet.v1
             * @interface IIntentUnit
             * @augments credfleet.v1.IntentUnit.$Properties
             * @deprecated Use credfleet.v1.IntentUnit.$Properties instead.
             */

            /**
             * Shape of an IntentUnit.
             * @typedef {credfleet.v1.IntentUnit.$Properties} credfleet.v1.IntentUnit.$Shape
             */

            /**
             * Constructs a new IntentUnit.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentUnit.
             * @constructor
             * @param {credfleet.v1.IntentUnit.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentUnit = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentUnit name.
             * @member {string} name
             * @memberof credfleet.v1.IntentUnit
             * @instance
             */
            IntentUnit.prototype.name = "";

            /**
             * IntentUnit action.
             * @member {string} action
             * @memberof credfleet.v1.IntentUnit
             * @instance
             */
            IntentUnit.prototype.action = "";

            /**
             * Creates a new IntentUnit instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentUnit
             * @static
             * @param {credfleet.v1.IntentUnit.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentUnit} IntentUnit instance
             * @type {{
             *   (properties: credfleet.v1.IntentUnit.$Shape): credfleet.v1.IntentUnit & credfleet.v1.IntentUnit.$Shape;
             *   (properties?: credfleet.v1.IntentUnit.$Properties): credfleet.v1.IntentUnit;
             * }}
             */
            IntentUnit.create = function(properties) {
                return new IntentUnit(properties);
            };

            /**
             * Encodes the specified IntentUnit message. Does not implicitly {@link credfleet.v1.IntentUnit.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentUnit
             * @static
             * @param {credfleet.v1.IntentUnit.$Properties} message IntentUnit message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentUnit.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.action);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentUnit message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentUnit
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentUnit & credfleet.v1.IntentUnit.$Shape} IntentUnit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentUnit.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentUnit();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentUnit
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentUnit
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentUnit.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentUnit";
            };

            return IntentUnit;
        })();

        v1.IntentHealth = (function() {

            /**
             * Properties of an IntentHealth.
             * @typedef {Object} credfleet.v1.IntentHealth.$Properties
             * @property {number|Long} [minHealthyMs] IntentHealth minHealthyMs
             * @property {number|Long} [deadlineMs] IntentHealth deadlineMs
             * @property {number} [maxRestarts] IntentHealth maxRestarts
             * @property {string} [verifyLoaded] IntentHealth verifyLoaded
             * @property {Array.<credfleet.v1.IntentProbe.$Properties>} [probes] IntentHealth probes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentHealth.
             * @memberof credfleet.v1
             * @interface IIntentHealth
             * @augments credfleet.v1.IntentHealth.$Properties
             * @deprecated Use credfleet.v1.IntentHealth.$Properties instead.
             */

            /**
             * Shape of an IntentHealth.
             * @typedef {{
             *   minHealthyMs?: number|Long;
             *   deadlineMs?: number|Long;
             *   maxRestarts?: number;
             *   verifyLoaded?: string;
             *   probes?: Array.<credfleet.v1.IntentProbe.$Shape>;
             *   $unknowns?: Array.<Uint8Array>;
             * }} credfleet.v1.IntentHealth.$Shape
             */

            /**
             * Constructs a new IntentHealth.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentHealth.
             * @constructor
             * @param {credfleet.v1.IntentHealth.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentHealth = function (properties) {
                this.probes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentHealth minHealthyMs.
             * @member {number|Long} minHealthyMs
             * @memberof credfleet.v1.IntentHealth
             * @instance
             */
            IntentHealth.prototype.minHealthyMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IntentHealth deadlineMs.
             * @member {number|Long} deadlineMs
             * @memberof credfleet.v1.IntentHealth
             * @instance
             */
            IntentHealth.prototype.deadlineMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IntentHealth maxRestarts.
             * @member {number} maxRestarts
             * @memberof credfleet.v1.IntentHealth
             * @instance
             */
            IntentHealth.prototype.maxRestarts = 0;

            /**
             * IntentHealth verifyLoaded.
             * @member {string} verifyLoaded
             * @memberof credfleet.v1.IntentHealth
             * @instance
             */
            IntentHealth.prototype.verifyLoaded = "";

            /**
             * IntentHealth probes.
             * @member {Array.<credfleet.v1.IntentProbe>} probes
             * @memberof credfleet.v1.IntentHealth
             * @instance
             */
            IntentHealth.prototype.probes = $util.emptyArray;

            /**
             * Creates a new IntentHealth instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentHealth
             * @static
             * @param {credfleet.v1.IntentHealth.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentHealth} IntentHealth instance
             * @type {{
             *   (properties: credfleet.v1.IntentHealth.$Shape): credfleet.v1.IntentHealth & credfleet.v1.IntentHealth.$Shape;
             *   (properties?: credfleet.v1.IntentHealth.$Properties): credfleet.v1.IntentHealth;
             * }}
             */
            IntentHealth.create = function(properties) {
                return new IntentHealth(properties);
            };

            /**
             * Encodes the specified IntentHealth message. Does not implicitly {@link credfleet.v1.IntentHealth.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentHealth
             * @static
             * @param {credfleet.v1.IntentHealth.$Properties} message IntentHealth message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentHealth.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.minHealthyMs != null && $Object.hasOwnProperty.call(message, "minHealthyMs") && (typeof message.minHealthyMs === "object" ? message.minHealthyMs.low || message.minHealthyMs.high : message.minHealthyMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.minHealthyMs);
                if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs") && (typeof message.deadlineMs === "object" ? message.deadlineMs.low || message.deadlineMs.high : message.deadlineMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.deadlineMs);
                if (message.maxRestarts != null && $Object.hasOwnProperty.call(message, "maxRestarts") && message.maxRestarts !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.maxRestarts);
                if (message.verifyLoaded != null && $Object.hasOwnProperty.call(message, "verifyLoaded") && message.verifyLoaded !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.verifyLoaded);
                if (message.probes != null && message.probes.length)
                    for (let i = 0; i < message.probes.length; ++i)
                        $root.credfleet.v1.IntentProbe.encode(message.probes[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentHealth message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentHealth
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentHealth & credfleet.v1.IntentHealth.$Shape} IntentHealth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentHealth.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentHealth();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.minHealthyMs = value;
                            else
                                delete message.minHealthyMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deadlineMs = value;
                            else
                                delete message.deadlineMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxRestarts = value;
                            else
                                delete message.maxRestarts;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.verifyLoaded = value;
                            else
                                delete message.verifyLoaded;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.probes && message.probes.length))
                                message.probes = [];
                            message.probes.push($root.credfleet.v1.IntentProbe.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentHealth
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentHealth
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentHealth.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentHealth";
            };

            return IntentHealth;
        })();

        v1.IntentProbe = (function() {

            /**
             * Properties of an IntentProbe.
             * @typedef {Object} credfleet.v1.IntentProbe.$Properties
             * @property {number|null} [tcpPort] IntentProbe tcpPort
             * @property {credfleet.v1.HttpProbe.$Properties|null} [http] IntentProbe http
             * @property {string|null} [unit] IntentProbe unit
             * @property {"tcpPort"|"http"|"unit"} [kind] IntentProbe kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntentProbe.
             * @memberof credfleet.v1
             * @interface IIntentProbe
             * @augments credfleet.v1.IntentProbe.$Properties
             * @deprecated Use credfleet.v1.IntentProbe.$Properties instead.
             */

            /**
             * Narrowed shape of an IntentProbe.
             * @typedef {{
             *   tcpPort?: number|null;
             *   http?: credfleet.v1.HttpProbe.$Shape|null;
             *   unit?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; tcpPort?: null; http?: null; unit?: null }|{ kind?: "tcpPort"; tcpPort: number; http?: null; unit?: null }|{ kind?: "http"; tcpPort?: null; http: credfleet.v1.HttpProbe.$Shape; unit?: null }|{ kind?: "unit"; tcpPort?: null; http?: null; unit: string })
             * )} credfleet.v1.IntentProbe.$Shape
             */

            /**
             * Constructs a new IntentProbe.
             * @memberof credfleet.v1
             * @classdesc Represents an IntentProbe.
             * @constructor
             * @param {credfleet.v1.IntentProbe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntentProbe = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntentProbe tcpPort.
             * @member {number|null} tcpPort
             * @memberof credfleet.v1.IntentProbe
             * @instance
             */
            IntentProbe.prototype.tcpPort = null;

            /**
             * IntentProbe http.
             * @member {credfleet.v1.HttpProbe|null} http
             * @memberof credfleet.v1.IntentProbe
             * @instance
             */
            IntentProbe.prototype.http = null;

            /**
             * IntentProbe unit.
             * @member {string|null} unit
             * @memberof credfleet.v1.IntentProbe
             * @instance
             */
            IntentProbe.prototype.unit = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * IntentProbe kind.
             * @member {"tcpPort"|"http"|"unit"|undefined} kind
             * @memberof credfleet.v1.IntentProbe
             * @instance
             */
            $Object.defineProperty(IntentProbe.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["tcpPort", "http", "unit"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new IntentProbe instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntentProbe
             * @static
             * @param {credfleet.v1.IntentProbe.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntentProbe} IntentProbe instance
             * @type {{
             *   (properties: credfleet.v1.IntentProbe.$Shape): credfleet.v1.IntentProbe & credfleet.v1.IntentProbe.$Shape;
             *   (properties?: credfleet.v1.IntentProbe.$Properties): credfleet.v1.IntentProbe;
             * }}
             */
            IntentProbe.create = function(properties) {
                return new IntentProbe(properties);
            };

            /**
             * Encodes the specified IntentProbe message. Does not implicitly {@link credfleet.v1.IntentProbe.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntentProbe
             * @static
             * @param {credfleet.v1.IntentProbe.$Properties} message IntentProbe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntentProbe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tcpPort != null && $Object.hasOwnProperty.call(message, "tcpPort"))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.tcpPort);
                if (message.http != null && $Object.hasOwnProperty.call(message, "http"))
                    $root.credfleet.v1.HttpProbe.encode(message.http, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.unit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntentProbe message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntentProbe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentProbe & credfleet.v1.IntentProbe.$Shape} IntentProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntentProbe.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntentProbe();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.tcpPort = reader.uint32();
                            message.kind = "tcpPort";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.http = $root.credfleet.v1.HttpProbe.decode(reader, reader.size(), $undefined, _depth + 1, message.http);
                            message.kind = "http";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.unit = reader.stringVerify();
                            message.kind = "unit";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntentProbe
             * @function getTypeUrl
             * @memberof credfleet.v1.IntentProbe
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntentProbe.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntentProbe";
            };

            return IntentProbe;
        })();

        v1.HttpProbe = (function() {

            /**
             * Properties of a HttpProbe.
             * @typedef {Object} credfleet.v1.HttpProbe.$Properties
             * @property {string} [url] HttpProbe url
             * @property {number} [expectStatus] HttpProbe expectStatus
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HttpProbe.
             * @memberof credfleet.v1
             * @interface IHttpProbe
             * @augments credfleet.v1.HttpProbe.$Properties
             * @deprecated Use credfleet.v1.HttpProbe.$Properties instead.
             */

            /**
             * Shape of a HttpProbe.
             * @typedef {credfleet.v1.HttpProbe.$Properties} credfleet.v1.HttpProbe.$Shape
             */

            /**
             * Constructs a new HttpProbe.
             * @memberof credfleet.v1
             * @classdesc Represents a HttpProbe.
             * @constructor
             * @param {credfleet.v1.HttpProbe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HttpProbe = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HttpProbe url.
             * @member {string} url
             * @memberof credfleet.v1.HttpProbe
             * @instance
             */
            HttpProbe.prototype.url = "";

            /**
             * HttpProbe expectStatus.
             * @member {number} expectStatus
             * @memberof credfleet.v1.HttpProbe
             * @instance
             */
            HttpProbe.prototype.expectStatus = 0;

            /**
             * Creates a new HttpProbe instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.HttpProbe
             * @static
             * @param {credfleet.v1.HttpProbe.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.HttpProbe} HttpProbe instance
             * @type {{
             *   (properties: credfleet.v1.HttpProbe.$Shape): credfleet.v1.HttpProbe & credfleet.v1.HttpProbe.$Shape;
             *   (properties?: credfleet.v1.HttpProbe.$Properties): credfleet.v1.HttpProbe;
             * }}
             */
            HttpProbe.create = function(properties) {
                return new HttpProbe(properties);
            };

            /**
             * Encodes the specified HttpProbe message. Does not implicitly {@link credfleet.v1.HttpProbe.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.HttpProbe
             * @static
             * @param {credfleet.v1.HttpProbe.$Properties} message HttpProbe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HttpProbe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.url);
                if (message.expectStatus != null && $Object.hasOwnProperty.call(message, "expectStatus") && message.expectStatus !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.expectStatus);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HttpProbe message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.HttpProbe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.HttpProbe & credfleet.v1.HttpProbe.$Shape} HttpProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HttpProbe.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.HttpProbe();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.url = value;
                            else
                                delete message.url;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.expectStatus = value;
                            else
                                delete message.expectStatus;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for HttpProbe
             * @function getTypeUrl
             * @memberof credfleet.v1.HttpProbe
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HttpProbe.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.HttpProbe";
            };

            return HttpProbe;
        })();

        v1.SignedReport = (function() {

            /**
             * Properties of a SignedReport.
             * @typedef {Object} credfleet.v1.SignedReport.$Properties
             * @property {number|Long} [seq] SignedReport seq
             * @property {Uint8Array} [body] SignedReport body
             * @property {Uint8Array} [signature] SignedReport signature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SignedReport.
             * @memberof credfleet.v1
             * @interface ISignedReport
             * @augments credfleet.v1.SignedReport.$Properties
             * @deprecated Use credfleet.v1.SignedReport.$Properties instead.
             */

            /**
             * Shape of a SignedReport.
             * @typedef {credfleet.v1.SignedReport.$Properties} credfleet.v1.SignedReport.$Shape
             */

            /**
             * Constructs a new SignedReport.
             * @memberof credfleet.v1
             * @classdesc Represents a SignedReport.
             * @constructor
             * @param {credfleet.v1.SignedReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SignedReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SignedReport seq.
             * @member {number|Long} seq
             * @memberof credfleet.v1.SignedReport
             * @instance
             */
            SignedReport.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SignedReport body.
             * @member {Uint8Array} body
             * @memberof credfleet.v1.SignedReport
             * @instance
             */
            SignedReport.prototype.body = $util.newBuffer([]);

            /**
             * SignedReport signature.
             * @member {Uint8Array} signature
             * @memberof credfleet.v1.SignedReport
             * @instance
             */
            SignedReport.prototype.signature = $util.newBuffer([]);

            /**
             * Creates a new SignedReport instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.SignedReport
             * @static
             * @param {credfleet.v1.SignedReport.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.SignedReport} SignedReport instance
             * @type {{
             *   (properties: credfleet.v1.SignedReport.$Shape): credfleet.v1.SignedReport & credfleet.v1.SignedReport.$Shape;
             *   (properties?: credfleet.v1.SignedReport.$Properties): credfleet.v1.SignedReport;
             * }}
             */
            SignedReport.create = function(properties) {
                return new SignedReport(properties);
            };

            /**
             * Encodes the specified SignedReport message. Does not implicitly {@link credfleet.v1.SignedReport.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.SignedReport
             * @static
             * @param {credfleet.v1.SignedReport.$Properties} message SignedReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SignedReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.body);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SignedReport message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.SignedReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.SignedReport & credfleet.v1.SignedReport.$Shape} SignedReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SignedReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.SignedReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.body = value;
                            else
                                delete message.body;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for SignedReport
             * @function getTypeUrl
             * @memberof credfleet.v1.SignedReport
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SignedReport.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.SignedReport";
            };

            return SignedReport;
        })();

        v1.HostReport = (function() {

            /**
             * Properties of a HostReport.
             * @typedef {Object} credfleet.v1.HostReport.$Properties
             * @property {string} [hostUid] HostReport hostUid
             * @property {string} [bootId] HostReport bootId
             * @property {number|Long} [seq] HostReport seq
             * @property {number|Long} [timeMs] HostReport timeMs
             * @property {credfleet.v1.CredentialReport.$Properties} [credential] HostReport credential
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HostReport.
             * @memberof credfleet.v1
             * @interface IHostReport
             * @augments credfleet.v1.HostReport.$Properties
             * @deprecated Use credfleet.v1.HostReport.$Properties instead.
             */

            /**
             * Shape of a HostReport.
             * @typedef {credfleet.v1.HostReport.$Properties} credfleet.v1.HostReport.$Shape
             */

            /**
             * Constructs a new HostReport.
             * @memberof credfleet.v1
             * @classdesc Represents a HostReport.
             * @constructor
             * @param {credfleet.v1.HostReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HostReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HostReport hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.HostReport
             * @instance
             */
            HostReport.prototype.hostUid = "";

            /**
             * HostReport bootId.
             * @member {string} bootId
             * @memberof credfleet.v1.HostReport
             * @instance
             */
            HostReport.prototype.bootId = "";

            /**
             * HostReport seq.
             * @member {number|Long} seq
             * @memberof credfleet.v1.HostReport
             * @instance
             */
            HostReport.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HostReport timeMs.
             * @member {number|Long} timeMs
             * @memberof credfleet.v1.HostReport
             * @instance
             */
            HostReport.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * HostReport credential.
             * @member {credfleet.v1.CredentialReport} credential
             * @memberof credfleet.v1.HostReport
             * @instance
             */
            HostReport.prototype.credential = null;

            /**
             * Creates a new HostReport instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.HostReport
             * @static
             * @param {credfleet.v1.HostReport.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.HostReport} HostReport instance
             * @type {{
             *   (properties: credfleet.v1.HostReport.$Shape): credfleet.v1.HostReport & credfleet.v1.HostReport.$Shape;
             *   (properties?: credfleet.v1.HostReport.$Properties): credfleet.v1.HostReport;
             * }}
             */
            HostReport.create = function(properties) {
                return new HostReport(properties);
            };

            /**
             * Encodes the specified HostReport message. Does not implicitly {@link credfleet.v1.HostReport.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.HostReport
             * @static
             * @param {credfleet.v1.HostReport.$Properties} message HostReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HostReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostUid);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.bootId);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.seq);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.timeMs);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential"))
                    $root.credfleet.v1.CredentialReport.encode(message.credential, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HostReport message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.HostReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.HostReport & credfleet.v1.HostReport.$Shape} HostReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HostReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.HostReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.credential = $root.credfleet.v1.CredentialReport.decode(reader, reader.size(), $undefined, _depth + 1, message.credential);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for HostReport
             * @function getTypeUrl
             * @memberof credfleet.v1.HostReport
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HostReport.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.HostReport";
            };

            return HostReport;
        })();

        /**
         * Phase enum.
         * @name credfleet.v1.Phase
         * @enum {number}
         * @property {number} PHASE_UNSPECIFIED=0 PHASE_UNSPECIFIED value
         * @property {number} PHASE_SEALED=1 PHASE_SEALED value
         * @property {number} PHASE_ACTIVATING=2 PHASE_ACTIVATING value
         * @property {number} PHASE_SOAKING=3 PHASE_SOAKING value
         * @property {number} PHASE_HEALTHY=4 PHASE_HEALTHY value
         * @property {number} PHASE_FAILED=5 PHASE_FAILED value
         * @property {number} PHASE_ROLLED_BACK=6 PHASE_ROLLED_BACK value
         * @property {number} PHASE_REMOVED=7 PHASE_REMOVED value
         */
        v1.Phase = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PHASE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PHASE_SEALED"] = 1;
            values[valuesById[2] = "PHASE_ACTIVATING"] = 2;
            values[valuesById[3] = "PHASE_SOAKING"] = 3;
            values[valuesById[4] = "PHASE_HEALTHY"] = 4;
            values[valuesById[5] = "PHASE_FAILED"] = 5;
            values[valuesById[6] = "PHASE_ROLLED_BACK"] = 6;
            values[valuesById[7] = "PHASE_REMOVED"] = 7;
            return values;
        })();

        v1.CredentialReport = (function() {

            /**
             * Properties of a CredentialReport.
             * @typedef {Object} credfleet.v1.CredentialReport.$Properties
             * @property {string} [uid] CredentialReport uid
             * @property {string} [namespace] CredentialReport namespace
             * @property {string} [name] CredentialReport name
             * @property {number|Long} [version] CredentialReport version
             * @property {string} [rolloutUid] CredentialReport rolloutUid
             * @property {number} [attempt] CredentialReport attempt
             * @property {credfleet.v1.Phase} [phase] CredentialReport phase
             * @property {string} [code] CredentialReport code
             * @property {string} [message] CredentialReport message
             * @property {number|Long} [runningVersion] CredentialReport runningVersion
             * @property {Array.<credfleet.v1.ItemReport.$Properties>} [items] CredentialReport items
             * @property {Array.<credfleet.v1.UnitReport.$Properties>} [units] CredentialReport units
             * @property {Array.<number|Long>} [goneVersions] CredentialReport goneVersions
             * @property {string} [occasion] CredentialReport occasion
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CredentialReport.
             * @memberof credfleet.v1
             * @interface ICredentialReport
             * @augments credfleet.v1.CredentialReport.$Properties
             * @deprecated Use credfleet.v1.CredentialReport.$Properties instead.
             */

            /**
             * Shape of a CredentialReport.
             * @typedef {credfleet.v1.CredentialReport.$Properties} credfleet.v1.CredentialReport.$Shape
             */

            /**
             * Constructs a new CredentialReport.
             * @memberof credfleet.v1
             * @classdesc Represents a CredentialReport.
             * @constructor
             * @param {credfleet.v1.CredentialReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CredentialReport = function (properties) {
                this.items = [];
                this.units = [];
                this.goneVersions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CredentialReport uid.
             * @member {string} uid
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.uid = "";

            /**
             * CredentialReport namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.namespace = "";

            /**
             * CredentialReport name.
             * @member {string} name
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.name = "";

            /**
             * CredentialReport version.
             * @member {number|Long} version
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CredentialReport rolloutUid.
             * @member {string} rolloutUid
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.rolloutUid = "";

            /**
             * CredentialReport attempt.
             * @member {number} attempt
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.attempt = 0;

            /**
             * CredentialReport phase.
             * @member {credfleet.v1.Phase} phase
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.phase = 0;

            /**
             * CredentialReport code.
             * @member {string} code
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.code = "";

            /**
             * CredentialReport message.
             * @member {string} message
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.message = "";

            /**
             * CredentialReport runningVersion.
             * @member {number|Long} runningVersion
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.runningVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * CredentialReport items.
             * @member {Array.<credfleet.v1.ItemReport>} items
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.items = $util.emptyArray;

            /**
             * CredentialReport units.
             * @member {Array.<credfleet.v1.UnitReport>} units
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.units = $util.emptyArray;

            /**
             * CredentialReport goneVersions.
             * @member {Array.<number|Long>} goneVersions
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.goneVersions = $util.emptyArray;

            /**
             * CredentialReport occasion.
             * @member {string} occasion
             * @memberof credfleet.v1.CredentialReport
             * @instance
             */
            CredentialReport.prototype.occasion = "";

            /**
             * Creates a new CredentialReport instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.CredentialReport
             * @static
             * @param {credfleet.v1.CredentialReport.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.CredentialReport} CredentialReport instance
             * @type {{
             *   (properties: credfleet.v1.CredentialReport.$Shape): credfleet.v1.CredentialReport & credfleet.v1.CredentialReport.$Shape;
             *   (properties?: credfleet.v1.CredentialReport.$Properties): credfleet.v1.CredentialReport;
             * }}
             */
            CredentialReport.create = function(properties) {
                return new CredentialReport(properties);
            };

            /**
             * Encodes the specified CredentialReport message. Does not implicitly {@link credfleet.v1.CredentialReport.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.CredentialReport
             * @static
             * @param {credfleet.v1.CredentialReport.$Properties} message CredentialReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CredentialReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.rolloutUid != null && $Object.hasOwnProperty.call(message, "rolloutUid") && message.rolloutUid !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.rolloutUid);
                if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.attempt);
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.phase);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.message);
                if (message.runningVersion != null && $Object.hasOwnProperty.call(message, "runningVersion") && (typeof message.runningVersion === "object" ? message.runningVersion.low || message.runningVersion.high : message.runningVersion !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.runningVersion);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.credfleet.v1.ItemReport.encode(message.items[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.units != null && message.units.length)
                    for (let i = 0; i < message.units.length; ++i)
                        $root.credfleet.v1.UnitReport.encode(message.units[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.goneVersions != null && message.goneVersions.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).uint64s(message.goneVersions);
                if (message.occasion != null && $Object.hasOwnProperty.call(message, "occasion") && message.occasion !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.occasion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CredentialReport message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.CredentialReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.CredentialReport & credfleet.v1.CredentialReport.$Shape} CredentialReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CredentialReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.CredentialReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.uid = value;
                            else
                                delete message.uid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rolloutUid = value;
                            else
                                delete message.rolloutUid;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempt = value;
                            else
                                delete message.attempt;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.phase = value;
                            else
                                delete message.phase;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.runningVersion = value;
                            else
                                delete message.runningVersion;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.credfleet.v1.ItemReport.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.units && message.units.length))
                                message.units = [];
                            message.units.push($root.credfleet.v1.UnitReport.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType === 2) {
                                if (!(message.goneVersions && message.goneVersions.length))
                                    message.goneVersions = [];
                                reader.uint64s(message.goneVersions);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.goneVersions && message.goneVersions.length))
                                message.goneVersions = [];
                            message.goneVersions.push(reader.uint64());
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.occasion = value;
                            else
                                delete message.occasion;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for CredentialReport
             * @function getTypeUrl
             * @memberof credfleet.v1.CredentialReport
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            CredentialReport.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.CredentialReport";
            };

            return CredentialReport;
        })();

        v1.ItemReport = (function() {

            /**
             * Properties of an ItemReport.
             * @typedef {Object} credfleet.v1.ItemReport.$Properties
             * @property {string} [name] ItemReport name
             * @property {string} [digest] ItemReport digest
             * @property {string} [sealedDigest] ItemReport sealedDigest
             * @property {string} [keyType] ItemReport keyType
             * @property {number} [pcrMask] ItemReport pcrMask
             * @property {string} [policyDigest] ItemReport policyDigest
             * @property {number|Long} [sealNotAfterMs] ItemReport sealNotAfterMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ItemReport.
             * @memberof credfleet.v1
             * @interface IItemReport
             * @augments credfleet.v1.ItemReport.$Properties
             * @deprecated Use credfleet.v1.ItemReport.$Properties instead.
             */

            /**
             * Shape of an ItemReport.
             * @typedef {credfleet.v1.ItemReport.$Properties} credfleet.v1.ItemReport.$Shape
             */

            /**
             * Constructs a new ItemReport.
             * @memberof credfleet.v1
             * @classdesc Represents an ItemReport.
             * @constructor
             * @param {credfleet.v1.ItemReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ItemReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ItemReport name.
             * @member {string} name
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.name = "";

            /**
             * ItemReport digest.
             * @member {string} digest
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.digest = "";

            /**
             * ItemReport sealedDigest.
             * @member {string} sealedDigest
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.sealedDigest = "";

            /**
             * ItemReport keyType.
             * @member {string} keyType
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.keyType = "";

            /**
             * ItemReport pcrMask.
             * @member {number} pcrMask
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.pcrMask = 0;

            /**
             * ItemReport policyDigest.
             * @member {string} policyDigest
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.policyDigest = "";

            /**
             * ItemReport sealNotAfterMs.
             * @member {number|Long} sealNotAfterMs
             * @memberof credfleet.v1.ItemReport
             * @instance
             */
            ItemReport.prototype.sealNotAfterMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new ItemReport instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ItemReport
             * @static
             * @param {credfleet.v1.ItemReport.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ItemReport} ItemReport instance
             * @type {{
             *   (properties: credfleet.v1.ItemReport.$Shape): credfleet.v1.ItemReport & credfleet.v1.ItemReport.$Shape;
             *   (properties?: credfleet.v1.ItemReport.$Properties): credfleet.v1.ItemReport;
             * }}
             */
            ItemReport.create = function(properties) {
                return new ItemReport(properties);
            };

            /**
             * Encodes the specified ItemReport message. Does not implicitly {@link credfleet.v1.ItemReport.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ItemReport
             * @static
             * @param {credfleet.v1.ItemReport.$Properties} message ItemReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ItemReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.digest);
                if (message.sealedDigest != null && $Object.hasOwnProperty.call(message, "sealedDigest") && message.sealedDigest !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.sealedDigest);
                if (message.keyType != null && $Object.hasOwnProperty.call(message, "keyType") && message.keyType !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.keyType);
                if (message.pcrMask != null && $Object.hasOwnProperty.call(message, "pcrMask") && message.pcrMask !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.pcrMask);
                if (message.policyDigest != null && $Object.hasOwnProperty.call(message, "policyDigest") && message.policyDigest !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.policyDigest);
                if (message.sealNotAfterMs != null && $Object.hasOwnProperty.call(message, "sealNotAfterMs") && (typeof message.sealNotAfterMs === "object" ? message.sealNotAfterMs.low || message.sealNotAfterMs.high : message.sealNotAfterMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.sealNotAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ItemReport message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ItemReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ItemReport & credfleet.v1.ItemReport.$Shape} ItemReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ItemReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ItemReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sealedDigest = value;
                            else
                                delete message.sealedDigest;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.keyType = value;
                            else
                                delete message.keyType;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pcrMask = value;
                            else
                                delete message.pcrMask;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.policyDigest = value;
                            else
                                delete message.policyDigest;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sealNotAfterMs = value;
                            else
                                delete message.sealNotAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ItemReport
             * @function getTypeUrl
             * @memberof credfleet.v1.ItemReport
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ItemReport.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ItemReport";
            };

            return ItemReport;
        })();

        v1.UnitReport = (function() {

            /**
             * Properties of a UnitReport.
             * @typedef {Object} credfleet.v1.UnitReport.$Properties
             * @property {string} [name] UnitReport name
             * @property {string} [action] UnitReport action
             * @property {string} [invocationBefore] UnitReport invocationBefore
             * @property {string} [invocationAfter] UnitReport invocationAfter
             * @property {string} [activeState] UnitReport activeState
             * @property {string} [subState] UnitReport subState
             * @property {string} [result] UnitReport result
             * @property {number} [execMainStatus] UnitReport execMainStatus
             * @property {number} [restarts] UnitReport restarts
             * @property {string} [loadedEqualsVersion] UnitReport loadedEqualsVersion
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a UnitReport.
             * @memberof credfleet.v1
             * @interface IUnitReport
             * @augments credfleet.v1.UnitReport.$Properties
             * @deprecated Use credfleet.v1.UnitReport.$Properties instead.
             */

            /**
             * Shape of a UnitReport.
             * @typedef {credfleet.v1.UnitReport.$Properties} credfleet.v1.UnitReport.$Shape
             */

            /**
             * Constructs a new UnitReport.
             * @memberof credfleet.v1
             * @classdesc Represents a UnitReport.
             * @constructor
             * @param {credfleet.v1.UnitReport.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UnitReport = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UnitReport name.
             * @member {string} name
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.name = "";

            /**
             * UnitReport action.
             * @member {string} action
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.action = "";

            /**
             * UnitReport invocationBefore.
             * @member {string} invocationBefore
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.invocationBefore = "";

            /**
             * UnitReport invocationAfter.
             * @member {string} invocationAfter
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.invocationAfter = "";

            /**
             * UnitReport activeState.
             * @member {string} activeState
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.activeState = "";

            /**
             * UnitReport subState.
             * @member {string} subState
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.subState = "";

            /**
             * UnitReport result.
             * @member {string} result
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.result = "";

            /**
             * UnitReport execMainStatus.
             * @member {number} execMainStatus
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.execMainStatus = 0;

            /**
             * UnitReport restarts.
             * @member {number} restarts
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.restarts = 0;

            /**
             * UnitReport loadedEqualsVersion.
             * @member {string} loadedEqualsVersion
             * @memberof credfleet.v1.UnitReport
             * @instance
             */
            UnitReport.prototype.loadedEqualsVersion = "";

            /**
             * Creates a new UnitReport instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.UnitReport
             * @static
             * @param {credfleet.v1.UnitReport.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.UnitReport} UnitReport instance
             * @type {{
             *   (properties: credfleet.v1.UnitReport.$Shape): credfleet.v1.UnitReport & credfleet.v1.UnitReport.$Shape;
             *   (properties?: credfleet.v1.UnitReport.$Properties): credfleet.v1.UnitReport;
             * }}
             */
            UnitReport.create = function(properties) {
                return new UnitReport(properties);
            };

            /**
             * Encodes the specified UnitReport message. Does not implicitly {@link credfleet.v1.UnitReport.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.UnitReport
             * @static
             * @param {credfleet.v1.UnitReport.$Properties} message UnitReport message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UnitReport.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.action);
                if (message.invocationBefore != null && $Object.hasOwnProperty.call(message, "invocationBefore") && message.invocationBefore !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.invocationBefore);
                if (message.invocationAfter != null && $Object.hasOwnProperty.call(message, "invocationAfter") && message.invocationAfter !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.invocationAfter);
                if (message.activeState != null && $Object.hasOwnProperty.call(message, "activeState") && message.activeState !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.activeState);
                if (message.subState != null && $Object.hasOwnProperty.call(message, "subState") && message.subState !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.subState);
                if (message.result != null && $Object.hasOwnProperty.call(message, "result") && message.result !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.result);
                if (message.execMainStatus != null && $Object.hasOwnProperty.call(message, "execMainStatus") && message.execMainStatus !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int32(message.execMainStatus);
                if (message.restarts != null && $Object.hasOwnProperty.call(message, "restarts") && message.restarts !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.restarts);
                if (message.loadedEqualsVersion != null && $Object.hasOwnProperty.call(message, "loadedEqualsVersion") && message.loadedEqualsVersion !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.loadedEqualsVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a UnitReport message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.UnitReport
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.UnitReport & credfleet.v1.UnitReport.$Shape} UnitReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UnitReport.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.UnitReport();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.invocationBefore = value;
                            else
                                delete message.invocationBefore;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.invocationAfter = value;
                            else
                                delete message.invocationAfter;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.activeState = value;
                            else
                                delete message.activeState;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subState = value;
                            else
                                delete message.subState;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.result = value;
                            else
                                delete message.result;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.execMainStatus = value;
                            else
                                delete message.execMainStatus;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.restarts = value;
                            else
                                delete message.restarts;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.loadedEqualsVersion = value;
                            else
                                delete message.loadedEqualsVersion;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for UnitReport
             * @function getTypeUrl
             * @memberof credfleet.v1.UnitReport
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            UnitReport.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.UnitReport";
            };

            return UnitReport;
        })();

        v1.EnrollRequest = (function() {

            /**
             * Properties of an EnrollRequest.
             * @typedef {Object} credfleet.v1.EnrollRequest.$Properties
             * @property {credfleet.v1.EnrollStart.$Properties|null} [start] EnrollRequest start
             * @property {credfleet.v1.EnrollProof.$Properties|null} [proof] EnrollRequest proof
             * @property {"start"|"proof"} [kind] EnrollRequest kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollRequest.
             * @memberof credfleet.v1
             * @interface IEnrollRequest
             * @augments credfleet.v1.EnrollRequest.$Properties
             * @deprecated Use credfleet.v1.EnrollRequest.$Properties instead.
             */

            /**
             * Narrowed shape of an EnrollRequest.
             * @typedef {{
             *   start?: credfleet.v1.EnrollStart.$Shape|null;
             *   proof?: credfleet.v1.EnrollProof.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; start?: null; proof?: null }|{ kind?: "start"; start: credfleet.v1.EnrollStart.$Shape; proof?: null }|{ kind?: "proof"; start?: null; proof: credfleet.v1.EnrollProof.$Shape })
             * )} credfleet.v1.EnrollRequest.$Shape
             */

            /**
             * Constructs a new EnrollRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollRequest.
             * @constructor
             * @param {credfleet.v1.EnrollRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollRequest start.
             * @member {credfleet.v1.EnrollStart|null} start
             * @memberof credfleet.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.start = null;

            /**
             * EnrollRequest proof.
             * @member {credfleet.v1.EnrollProof|null} proof
             * @memberof credfleet.v1.EnrollRequest
             * @instance
             */
            EnrollRequest.prototype.proof = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * EnrollRequest kind.
             * @member {"start"|"proof"|undefined} kind
             * @memberof credfleet.v1.EnrollRequest
             * @instance
             */
            $Object.defineProperty(EnrollRequest.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["start", "proof"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new EnrollRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollRequest
             * @static
             * @param {credfleet.v1.EnrollRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollRequest} EnrollRequest instance
             * @type {{
             *   (properties: credfleet.v1.EnrollRequest.$Shape): credfleet.v1.EnrollRequest & credfleet.v1.EnrollRequest.$Shape;
             *   (properties?: credfleet.v1.EnrollRequest.$Properties): credfleet.v1.EnrollRequest;
             * }}
             */
            EnrollRequest.create = function(properties) {
                return new EnrollRequest(properties);
            };

            /**
             * Encodes the specified EnrollRequest message. Does not implicitly {@link credfleet.v1.EnrollRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollRequest
             * @static
             * @param {credfleet.v1.EnrollRequest.$Properties} message EnrollRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    $root.credfleet.v1.EnrollStart.encode(message.start, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    $root.credfleet.v1.EnrollProof.encode(message.proof, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollRequest & credfleet.v1.EnrollRequest.$Shape} EnrollRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.start = $root.credfleet.v1.EnrollStart.decode(reader, reader.size(), $undefined, _depth + 1, message.start);
                            message.kind = "start";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.proof = $root.credfleet.v1.EnrollProof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                            message.kind = "proof";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollRequest";
            };

            return EnrollRequest;
        })();

        v1.EnrollResponse = (function() {

            /**
             * Properties of an EnrollResponse.
             * @typedef {Object} credfleet.v1.EnrollResponse.$Properties
             * @property {credfleet.v1.EnrollChallenge.$Properties|null} [challenge] EnrollResponse challenge
             * @property {credfleet.v1.EnrollIssued.$Properties|null} [issued] EnrollResponse issued
             * @property {credfleet.v1.EnrollPending.$Properties|null} [pending] EnrollResponse pending
             * @property {credfleet.v1.EnrollDenied.$Properties|null} [denied] EnrollResponse denied
             * @property {"challenge"|"issued"|"pending"|"denied"} [kind] EnrollResponse kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollResponse.
             * @memberof credfleet.v1
             * @interface IEnrollResponse
             * @augments credfleet.v1.EnrollResponse.$Properties
             * @deprecated Use credfleet.v1.EnrollResponse.$Properties instead.
             */

            /**
             * Narrowed shape of an EnrollResponse.
             * @typedef {{
             *   challenge?: credfleet.v1.EnrollChallenge.$Shape|null;
             *   issued?: credfleet.v1.EnrollIssued.$Shape|null;
             *   pending?: credfleet.v1.EnrollPending.$Shape|null;
             *   denied?: credfleet.v1.EnrollDenied.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; challenge?: null; issued?: null; pending?: null; denied?: null }|{ kind?: "challenge"; challenge: credfleet.v1.EnrollChallenge.$Shape; issued?: null; pending?: null; denied?: null }|{ kind?: "issued"; challenge?: null; issued: credfleet.v1.EnrollIssued.$Shape; pending?: null; denied?: null }|{ kind?: "pending"; challenge?: null; issued?: null; pending: credfleet.v1.EnrollPending.$Shape; denied?: null }|{ kind?: "denied"; challenge?: null; issued?: null; pending?: null; denied: credfleet.v1.EnrollDenied.$Shape })
             * )} credfleet.v1.EnrollResponse.$Shape
             */

            /**
             * Constructs a new EnrollResponse.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollResponse.
             * @constructor
             * @param {credfleet.v1.EnrollResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollResponse challenge.
             * @member {credfleet.v1.EnrollChallenge|null} challenge
             * @memberof credfleet.v1.EnrollResponse
             * @instance
             */
            EnrollResponse.prototype.challenge = null;

            /**
             * EnrollResponse issued.
             * @member {credfleet.v1.EnrollIssued|null} issued
             * @memberof credfleet.v1.EnrollResponse
             * @instance
             */
            EnrollResponse.prototype.issued = null;

            /**
             * EnrollResponse pending.
             * @member {credfleet.v1.EnrollPending|null} pending
             * @memberof credfleet.v1.EnrollResponse
             * @instance
             */
            EnrollResponse.prototype.pending = null;

            /**
             * EnrollResponse denied.
             * @member {credfleet.v1.EnrollDenied|null} denied
             * @memberof credfleet.v1.EnrollResponse
             * @instance
             */
            EnrollResponse.prototype.denied = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * EnrollResponse kind.
             * @member {"challenge"|"issued"|"pending"|"denied"|undefined} kind
             * @memberof credfleet.v1.EnrollResponse
             * @instance
             */
            $Object.defineProperty(EnrollResponse.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["challenge", "issued", "pending", "denied"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new EnrollResponse instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollResponse
             * @static
             * @param {credfleet.v1.EnrollResponse.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollResponse} EnrollResponse instance
             * @type {{
             *   (properties: credfleet.v1.EnrollResponse.$Shape): credfleet.v1.EnrollResponse & credfleet.v1.EnrollResponse.$Shape;
             *   (properties?: credfleet.v1.EnrollResponse.$Properties): credfleet.v1.EnrollResponse;
             * }}
             */
            EnrollResponse.create = function(properties) {
                return new EnrollResponse(properties);
            };

            /**
             * Encodes the specified EnrollResponse message. Does not implicitly {@link credfleet.v1.EnrollResponse.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollResponse
             * @static
             * @param {credfleet.v1.EnrollResponse.$Properties} message EnrollResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.challenge != null && $Object.hasOwnProperty.call(message, "challenge"))
                    $root.credfleet.v1.EnrollChallenge.encode(message.challenge, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.issued != null && $Object.hasOwnProperty.call(message, "issued"))
                    $root.credfleet.v1.EnrollIssued.encode(message.issued, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.pending != null && $Object.hasOwnProperty.call(message, "pending"))
                    $root.credfleet.v1.EnrollPending.encode(message.pending, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.denied != null && $Object.hasOwnProperty.call(message, "denied"))
                    $root.credfleet.v1.EnrollDenied.encode(message.denied, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollResponse message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollResponse & credfleet.v1.EnrollResponse.$Shape} EnrollResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.challenge = $root.credfleet.v1.EnrollChallenge.decode(reader, reader.size(), $undefined, _depth + 1, message.challenge);
                            message.kind = "challenge";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.issued = $root.credfleet.v1.EnrollIssued.decode(reader, reader.size(), $undefined, _depth + 1, message.issued);
                            message.kind = "issued";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.pending = $root.credfleet.v1.EnrollPending.decode(reader, reader.size(), $undefined, _depth + 1, message.pending);
                            message.kind = "pending";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.denied = $root.credfleet.v1.EnrollDenied.decode(reader, reader.size(), $undefined, _depth + 1, message.denied);
                            message.kind = "denied";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollResponse
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollResponse";
            };

            return EnrollResponse;
        })();

        v1.EnrollStart = (function() {

            /**
             * Properties of an EnrollStart.
             * @typedef {Object} credfleet.v1.EnrollStart.$Properties
             * @property {number} [protocol] EnrollStart protocol
             * @property {Uint8Array} [nonceAgent] EnrollStart nonceAgent
             * @property {Uint8Array} [ekPub] EnrollStart ekPub
             * @property {Array.<Uint8Array>} [ekCerts] EnrollStart ekCerts
             * @property {Uint8Array} [akPub] EnrollStart akPub
             * @property {Uint8Array} [kxPub] EnrollStart kxPub
             * @property {number} [kxEpoch] EnrollStart kxEpoch
             * @property {Uint8Array} [tlsSpki] EnrollStart tlsSpki
             * @property {Uint8Array} [receiptKey] EnrollStart receiptKey
             * @property {Uint8Array} [identityPub] EnrollStart identityPub
             * @property {string} [hostName] EnrollStart hostName
             * @property {string} [bootId] EnrollStart bootId
             * @property {Object.<string,string>} [facts] EnrollStart facts
             * @property {string} [tokenId] EnrollStart tokenId
             * @property {Uint8Array} [tokenMac] EnrollStart tokenMac
             * @property {Uint8Array} [kxTpmPub] EnrollStart kxTpmPub
             * @property {string} [hostUid] EnrollStart hostUid
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollStart.
             * @memberof credfleet.v1
             * @interface IEnrollStart
             * @augments credfleet.v1.EnrollStart.$Properties
             * @deprecated Use credfleet.v1.EnrollStart.$Properties instead.
             */

            /**
             * Shape of an EnrollStart.
             * @typedef {credfleet.v1.EnrollStart.$Properties} credfleet.v1.EnrollStart.$Shape
             */

            /**
             * Constructs a new EnrollStart.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollStart.
             * @constructor
             * @param {credfleet.v1.EnrollStart.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollStart = function (properties) {
                this.ekCerts = [];
                this.facts = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollStart protocol.
             * @member {number} protocol
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.protocol = 0;

            /**
             * EnrollStart nonceAgent.
             * @member {Uint8Array} nonceAgent
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.nonceAgent = $util.newBuffer([]);

            /**
             * EnrollStart ekPub.
             * @member {Uint8Array} ekPub
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.ekPub = $util.newBuffer([]);

            /**
             * EnrollStart ekCerts.
             * @member {Array.<Uint8Array>} ekCerts
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.ekCerts = $util.emptyArray;

            /**
             * EnrollStart akPub.
             * @member {Uint8Array} akPub
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.akPub = $util.newBuffer([]);

            /**
             * EnrollStart kxPub.
             * @member {Uint8Array} kxPub
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.kxPub = $util.newBuffer([]);

            /**
             * EnrollStart kxEpoch.
             * @member {number} kxEpoch
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.kxEpoch = 0;

            /**
             * EnrollStart tlsSpki.
             * @member {Uint8Array} tlsSpki
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.tlsSpki = $util.newBuffer([]);

            /**
             * EnrollStart receiptKey.
             * @member {Uint8Array} receiptKey
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.receiptKey = $util.newBuffer([]);

            /**
             * EnrollStart identityPub.
             * @member {Uint8Array} identityPub
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.identityPub = $util.newBuffer([]);

            /**
             * EnrollStart hostName.
             * @member {string} hostName
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.hostName = "";

            /**
             * EnrollStart bootId.
             * @member {string} bootId
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.bootId = "";

            /**
             * EnrollStart facts.
             * @member {Object.<string,string>} facts
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.facts = $util.emptyObject;

            /**
             * EnrollStart tokenId.
             * @member {string} tokenId
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.tokenId = "";

            /**
             * EnrollStart tokenMac.
             * @member {Uint8Array} tokenMac
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.tokenMac = $util.newBuffer([]);

            /**
             * EnrollStart kxTpmPub.
             * @member {Uint8Array} kxTpmPub
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.kxTpmPub = $util.newBuffer([]);

            /**
             * EnrollStart hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.EnrollStart
             * @instance
             */
            EnrollStart.prototype.hostUid = "";

            /**
             * Creates a new EnrollStart instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollStart
             * @static
             * @param {credfleet.v1.EnrollStart.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollStart} EnrollStart instance
             * @type {{
             *   (properties: credfleet.v1.EnrollStart.$Shape): credfleet.v1.EnrollStart & credfleet.v1.EnrollStart.$Shape;
             *   (properties?: credfleet.v1.EnrollStart.$Properties): credfleet.v1.EnrollStart;
             * }}
             */
            EnrollStart.create = function(properties) {
                return new EnrollStart(properties);
            };

            /**
             * Encodes the specified EnrollStart message. Does not implicitly {@link credfleet.v1.EnrollStart.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollStart
             * @static
             * @param {credfleet.v1.EnrollStart.$Properties} message EnrollStart message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollStart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
                if (message.nonceAgent != null && $Object.hasOwnProperty.call(message, "nonceAgent") && message.nonceAgent.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.nonceAgent);
                if (message.ekPub != null && $Object.hasOwnProperty.call(message, "ekPub") && message.ekPub.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.ekPub);
                if (message.ekCerts != null && message.ekCerts.length)
                    for (let i = 0; i < message.ekCerts.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.ekCerts[i]);
                if (message.akPub != null && $Object.hasOwnProperty.call(message, "akPub") && message.akPub.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.akPub);
                if (message.kxPub != null && $Object.hasOwnProperty.call(message, "kxPub") && message.kxPub.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.kxPub);
                if (message.kxEpoch != null && $Object.hasOwnProperty.call(message, "kxEpoch") && message.kxEpoch !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.kxEpoch);
                if (message.tlsSpki != null && $Object.hasOwnProperty.call(message, "tlsSpki") && message.tlsSpki.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.tlsSpki);
                if (message.receiptKey != null && $Object.hasOwnProperty.call(message, "receiptKey") && message.receiptKey.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.receiptKey);
                if (message.identityPub != null && $Object.hasOwnProperty.call(message, "identityPub") && message.identityPub.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.identityPub);
                if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.hostName);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.bootId);
                if (message.facts != null && $Object.hasOwnProperty.call(message, "facts"))
                    for (let keys = $Object.keys(message.facts), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 13, wireType 2 =*/106).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.facts[keys[i]]).ldelim();
                if (message.tokenId != null && $Object.hasOwnProperty.call(message, "tokenId") && message.tokenId !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.tokenId);
                if (message.tokenMac != null && $Object.hasOwnProperty.call(message, "tokenMac") && message.tokenMac.length)
                    writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.tokenMac);
                if (message.kxTpmPub != null && $Object.hasOwnProperty.call(message, "kxTpmPub") && message.kxTpmPub.length)
                    writer.uint32(/* id 16, wireType 2 =*/130).bytes(message.kxTpmPub);
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 17, wireType 2 =*/138).string(message.hostUid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollStart message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollStart
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollStart & credfleet.v1.EnrollStart.$Shape} EnrollStart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollStart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollStart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.protocol = value;
                            else
                                delete message.protocol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonceAgent = value;
                            else
                                delete message.nonceAgent;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ekPub = value;
                            else
                                delete message.ekPub;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ekCerts && message.ekCerts.length))
                                message.ekCerts = [];
                            message.ekCerts.push(reader.bytes());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.akPub = value;
                            else
                                delete message.akPub;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.kxPub = value;
                            else
                                delete message.kxPub;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.kxEpoch = value;
                            else
                                delete message.kxEpoch;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tlsSpki = value;
                            else
                                delete message.tlsSpki;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.receiptKey = value;
                            else
                                delete message.receiptKey;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.identityPub = value;
                            else
                                delete message.identityPub;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostName = value;
                            else
                                delete message.hostName;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (message.facts === $util.emptyObject)
                                message.facts = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.facts, key);
                            message.facts[key] = value;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tokenId = value;
                            else
                                delete message.tokenId;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tokenMac = value;
                            else
                                delete message.tokenMac;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.kxTpmPub = value;
                            else
                                delete message.kxTpmPub;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollStart
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollStart
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollStart.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollStart";
            };

            return EnrollStart;
        })();

        v1.EnrollChallenge = (function() {

            /**
             * Properties of an EnrollChallenge.
             * @typedef {Object} credfleet.v1.EnrollChallenge.$Properties
             * @property {Uint8Array} [nonceController] EnrollChallenge nonceController
             * @property {Uint8Array} [credentialBlob] EnrollChallenge credentialBlob
             * @property {Uint8Array} [encSecret] EnrollChallenge encSecret
             * @property {Array.<number>} [pcrSelection] EnrollChallenge pcrSelection
             * @property {number} [deadlineMs] EnrollChallenge deadlineMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollChallenge.
             * @memberof credfleet.v1
             * @interface IEnrollChallenge
             * @augments credfleet.v1.EnrollChallenge.$Properties
             * @deprecated Use credfleet.v1.EnrollChallenge.$Properties instead.
             */

            /**
             * Shape of an EnrollChallenge.
             * @typedef {credfleet.v1.EnrollChallenge.$Properties} credfleet.v1.EnrollChallenge.$Shape
             */

            /**
             * Constructs a new EnrollChallenge.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollChallenge.
             * @constructor
             * @param {credfleet.v1.EnrollChallenge.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollChallenge = function (properties) {
                this.pcrSelection = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollChallenge nonceController.
             * @member {Uint8Array} nonceController
             * @memberof credfleet.v1.EnrollChallenge
             * @instance
             */
            EnrollChallenge.prototype.nonceController = $util.newBuffer([]);

            /**
             * EnrollChallenge credentialBlob.
             * @member {Uint8Array} credentialBlob
             * @memberof credfleet.v1.EnrollChallenge
             * @instance
             */
            EnrollChallenge.prototype.credentialBlob = $util.newBuffer([]);

            /**
             * EnrollChallenge encSecret.
             * @member {Uint8Array} encSecret
             * @memberof credfleet.v1.EnrollChallenge
             * @instance
             */
            EnrollChallenge.prototype.encSecret = $util.newBuffer([]);

            /**
             * EnrollChallenge pcrSelection.
             * @member {Array.<number>} pcrSelection
             * @memberof credfleet.v1.EnrollChallenge
             * @instance
             */
            EnrollChallenge.prototype.pcrSelection = $util.emptyArray;

            /**
             * EnrollChallenge deadlineMs.
             * @member {number} deadlineMs
             * @memberof credfleet.v1.EnrollChallenge
             * @instance
             */
            EnrollChallenge.prototype.deadlineMs = 0;

            /**
             * Creates a new EnrollChallenge instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollChallenge
             * @static
             * @param {credfleet.v1.EnrollChallenge.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollChallenge} EnrollChallenge instance
             * @type {{
             *   (properties: credfleet.v1.EnrollChallenge.$Shape): credfleet.v1.EnrollChallenge & credfleet.v1.EnrollChallenge.$Shape;
             *   (properties?: credfleet.v1.EnrollChallenge.$Properties): credfleet.v1.EnrollChallenge;
             * }}
             */
            EnrollChallenge.create = function(properties) {
                return new EnrollChallenge(properties);
            };

            /**
             * Encodes the specified EnrollChallenge message. Does not implicitly {@link credfleet.v1.EnrollChallenge.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollChallenge
             * @static
             * @param {credfleet.v1.EnrollChallenge.$Properties} message EnrollChallenge message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollChallenge.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonceController != null && $Object.hasOwnProperty.call(message, "nonceController") && message.nonceController.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nonceController);
                if (message.credentialBlob != null && $Object.hasOwnProperty.call(message, "credentialBlob") && message.credentialBlob.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.credentialBlob);
                if (message.encSecret != null && $Object.hasOwnProperty.call(message, "encSecret") && message.encSecret.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.encSecret);
                if (message.pcrSelection != null && message.pcrSelection.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.pcrSelection);
                if (message.deadlineMs != null && $Object.hasOwnProperty.call(message, "deadlineMs") && message.deadlineMs !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.deadlineMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollChallenge message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollChallenge
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollChallenge & credfleet.v1.EnrollChallenge.$Shape} EnrollChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollChallenge.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollChallenge();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonceController = value;
                            else
                                delete message.nonceController;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.credentialBlob = value;
                            else
                                delete message.credentialBlob;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.encSecret = value;
                            else
                                delete message.encSecret;
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.pcrSelection && message.pcrSelection.length))
                                    message.pcrSelection = [];
                                reader.uint32s(message.pcrSelection);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.pcrSelection && message.pcrSelection.length))
                                message.pcrSelection = [];
                            message.pcrSelection.push(reader.uint32());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.deadlineMs = value;
                            else
                                delete message.deadlineMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollChallenge
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollChallenge
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollChallenge.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollChallenge";
            };

            return EnrollChallenge;
        })();

        v1.EnrollProof = (function() {

            /**
             * Properties of an EnrollProof.
             * @typedef {Object} credfleet.v1.EnrollProof.$Properties
             * @property {Uint8Array} [transcriptMac] EnrollProof transcriptMac
             * @property {Uint8Array} [certifyAttest] EnrollProof certifyAttest
             * @property {Uint8Array} [certifySignature] EnrollProof certifySignature
             * @property {Uint8Array} [quoteAttest] EnrollProof quoteAttest
             * @property {Uint8Array} [quoteSignature] EnrollProof quoteSignature
             * @property {Array.<Uint8Array>} [pcrValues] EnrollProof pcrValues
             * @property {Uint8Array} [identitySignature] EnrollProof identitySignature
             * @property {Uint8Array} [csr] EnrollProof csr
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollProof.
             * @memberof credfleet.v1
             * @interface IEnrollProof
             * @augments credfleet.v1.EnrollProof.$Properties
             * @deprecated Use credfleet.v1.EnrollProof.$Properties instead.
             */

            /**
             * Shape of an EnrollProof.
             * @typedef {credfleet.v1.EnrollProof.$Properties} credfleet.v1.EnrollProof.$Shape
             */

            /**
             * Constructs a new EnrollProof.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollProof.
             * @constructor
             * @param {credfleet.v1.EnrollProof.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollProof = function (properties) {
                this.pcrValues = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollProof transcriptMac.
             * @member {Uint8Array} transcriptMac
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.transcriptMac = $util.newBuffer([]);

            /**
             * EnrollProof certifyAttest.
             * @member {Uint8Array} certifyAttest
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.certifyAttest = $util.newBuffer([]);

            /**
             * EnrollProof certifySignature.
             * @member {Uint8Array} certifySignature
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.certifySignature = $util.newBuffer([]);

            /**
             * EnrollProof quoteAttest.
             * @member {Uint8Array} quoteAttest
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.quoteAttest = $util.newBuffer([]);

            /**
             * EnrollProof quoteSignature.
             * @member {Uint8Array} quoteSignature
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.quoteSignature = $util.newBuffer([]);

            /**
             * EnrollProof pcrValues.
             * @member {Array.<Uint8Array>} pcrValues
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.pcrValues = $util.emptyArray;

            /**
             * EnrollProof identitySignature.
             * @member {Uint8Array} identitySignature
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.identitySignature = $util.newBuffer([]);

            /**
             * EnrollProof csr.
             * @member {Uint8Array} csr
             * @memberof credfleet.v1.EnrollProof
             * @instance
             */
            EnrollProof.prototype.csr = $util.newBuffer([]);

            /**
             * Creates a new EnrollProof instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollProof
             * @static
             * @param {credfleet.v1.EnrollProof.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollProof} EnrollProof instance
             * @type {{
             *   (properties: credfleet.v1.EnrollProof.$Shape): credfleet.v1.EnrollProof & credfleet.v1.EnrollProof.$Shape;
             *   (properties?: credfleet.v1.EnrollProof.$Properties): credfleet.v1.EnrollProof;
             * }}
             */
            EnrollProof.create = function(properties) {
                return new EnrollProof(properties);
            };

            /**
             * Encodes the specified EnrollProof message. Does not implicitly {@link credfleet.v1.EnrollProof.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollProof
             * @static
             * @param {credfleet.v1.EnrollProof.$Properties} message EnrollProof message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollProof.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.transcriptMac != null && $Object.hasOwnProperty.call(message, "transcriptMac") && message.transcriptMac.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.transcriptMac);
                if (message.certifyAttest != null && $Object.hasOwnProperty.call(message, "certifyAttest") && message.certifyAttest.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.certifyAttest);
                if (message.certifySignature != null && $Object.hasOwnProperty.call(message, "certifySignature") && message.certifySignature.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.certifySignature);
                if (message.quoteAttest != null && $Object.hasOwnProperty.call(message, "quoteAttest") && message.quoteAttest.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.quoteAttest);
                if (message.quoteSignature != null && $Object.hasOwnProperty.call(message, "quoteSignature") && message.quoteSignature.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.quoteSignature);
                if (message.pcrValues != null && message.pcrValues.length)
                    for (let i = 0; i < message.pcrValues.length; ++i)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.pcrValues[i]);
                if (message.identitySignature != null && $Object.hasOwnProperty.call(message, "identitySignature") && message.identitySignature.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.identitySignature);
                if (message.csr != null && $Object.hasOwnProperty.call(message, "csr") && message.csr.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.csr);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollProof message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollProof
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollProof & credfleet.v1.EnrollProof.$Shape} EnrollProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollProof.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollProof();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.transcriptMac = value;
                            else
                                delete message.transcriptMac;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.certifyAttest = value;
                            else
                                delete message.certifyAttest;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.certifySignature = value;
                            else
                                delete message.certifySignature;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.quoteAttest = value;
                            else
                                delete message.quoteAttest;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.quoteSignature = value;
                            else
                                delete message.quoteSignature;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.pcrValues && message.pcrValues.length))
                                message.pcrValues = [];
                            message.pcrValues.push(reader.bytes());
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.identitySignature = value;
                            else
                                delete message.identitySignature;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.csr = value;
                            else
                                delete message.csr;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollProof
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollProof
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollProof.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollProof";
            };

            return EnrollProof;
        })();

        v1.EnrollIssued = (function() {

            /**
             * Properties of an EnrollIssued.
             * @typedef {Object} credfleet.v1.EnrollIssued.$Properties
             * @property {string} [hostUid] EnrollIssued hostUid
             * @property {Uint8Array} [certificate] EnrollIssued certificate
             * @property {Array.<Uint8Array>} [caCertificates] EnrollIssued caCertificates
             * @property {Array.<Uint8Array>} [intentKeys] EnrollIssued intentKeys
             * @property {number} [identityEpoch] EnrollIssued identityEpoch
             * @property {string} [clusterUid] EnrollIssued clusterUid
             * @property {string} [assurance] EnrollIssued assurance
             * @property {number|Long} [trustEpoch] EnrollIssued trustEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollIssued.
             * @memberof credfleet.v1
             * @interface IEnrollIssued
             * @augments credfleet.v1.EnrollIssued.$Properties
             * @deprecated Use credfleet.v1.EnrollIssued.$Properties instead.
             */

            /**
             * Shape of an EnrollIssued.
             * @typedef {credfleet.v1.EnrollIssued.$Properties} credfleet.v1.EnrollIssued.$Shape
             */

            /**
             * Constructs a new EnrollIssued.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollIssued.
             * @constructor
             * @param {credfleet.v1.EnrollIssued.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollIssued = function (properties) {
                this.caCertificates = [];
                this.intentKeys = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollIssued hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.hostUid = "";

            /**
             * EnrollIssued certificate.
             * @member {Uint8Array} certificate
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.certificate = $util.newBuffer([]);

            /**
             * EnrollIssued caCertificates.
             * @member {Array.<Uint8Array>} caCertificates
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.caCertificates = $util.emptyArray;

            /**
             * EnrollIssued intentKeys.
             * @member {Array.<Uint8Array>} intentKeys
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.intentKeys = $util.emptyArray;

            /**
             * EnrollIssued identityEpoch.
             * @member {number} identityEpoch
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.identityEpoch = 0;

            /**
             * EnrollIssued clusterUid.
             * @member {string} clusterUid
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.clusterUid = "";

            /**
             * EnrollIssued assurance.
             * @member {string} assurance
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.assurance = "";

            /**
             * EnrollIssued trustEpoch.
             * @member {number|Long} trustEpoch
             * @memberof credfleet.v1.EnrollIssued
             * @instance
             */
            EnrollIssued.prototype.trustEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new EnrollIssued instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollIssued
             * @static
             * @param {credfleet.v1.EnrollIssued.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollIssued} EnrollIssued instance
             * @type {{
             *   (properties: credfleet.v1.EnrollIssued.$Shape): credfleet.v1.EnrollIssued & credfleet.v1.EnrollIssued.$Shape;
             *   (properties?: credfleet.v1.EnrollIssued.$Properties): credfleet.v1.EnrollIssued;
             * }}
             */
            EnrollIssued.create = function(properties) {
                return new EnrollIssued(properties);
            };

            /**
             * Encodes the specified EnrollIssued message. Does not implicitly {@link credfleet.v1.EnrollIssued.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollIssued
             * @static
             * @param {credfleet.v1.EnrollIssued.$Properties} message EnrollIssued message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollIssued.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostUid);
                if (message.certificate != null && $Object.hasOwnProperty.call(message, "certificate") && message.certificate.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.certificate);
                if (message.caCertificates != null && message.caCertificates.length)
                    for (let i = 0; i < message.caCertificates.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.caCertificates[i]);
                if (message.intentKeys != null && message.intentKeys.length)
                    for (let i = 0; i < message.intentKeys.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.intentKeys[i]);
                if (message.identityEpoch != null && $Object.hasOwnProperty.call(message, "identityEpoch") && message.identityEpoch !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.identityEpoch);
                if (message.clusterUid != null && $Object.hasOwnProperty.call(message, "clusterUid") && message.clusterUid !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.clusterUid);
                if (message.assurance != null && $Object.hasOwnProperty.call(message, "assurance") && message.assurance !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.assurance);
                if (message.trustEpoch != null && $Object.hasOwnProperty.call(message, "trustEpoch") && (typeof message.trustEpoch === "object" ? message.trustEpoch.low || message.trustEpoch.high : message.trustEpoch !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.trustEpoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollIssued message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollIssued
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollIssued & credfleet.v1.EnrollIssued.$Shape} EnrollIssued
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollIssued.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollIssued();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.certificate = value;
                            else
                                delete message.certificate;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.caCertificates && message.caCertificates.length))
                                message.caCertificates = [];
                            message.caCertificates.push(reader.bytes());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.intentKeys && message.intentKeys.length))
                                message.intentKeys = [];
                            message.intentKeys.push(reader.bytes());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.identityEpoch = value;
                            else
                                delete message.identityEpoch;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterUid = value;
                            else
                                delete message.clusterUid;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.assurance = value;
                            else
                                delete message.assurance;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustEpoch = value;
                            else
                                delete message.trustEpoch;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollIssued
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollIssued
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollIssued.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollIssued";
            };

            return EnrollIssued;
        })();

        v1.EnrollPending = (function() {

            /**
             * Properties of an EnrollPending.
             * @typedef {Object} credfleet.v1.EnrollPending.$Properties
             * @property {number} [retryAfterMs] EnrollPending retryAfterMs
             * @property {string} [message] EnrollPending message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollPending.
             * @memberof credfleet.v1
             * @interface IEnrollPending
             * @augments credfleet.v1.EnrollPending.$Properties
             * @deprecated Use credfleet.v1.EnrollPending.$Properties instead.
             */

            /**
             * Shape of an EnrollPending.
             * @typedef {credfleet.v1.EnrollPending.$Properties} credfleet.v1.EnrollPending.$Shape
             */

            /**
             * Constructs a new EnrollPending.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollPending.
             * @constructor
             * @param {credfleet.v1.EnrollPending.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollPending = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollPending retryAfterMs.
             * @member {number} retryAfterMs
             * @memberof credfleet.v1.EnrollPending
             * @instance
             */
            EnrollPending.prototype.retryAfterMs = 0;

            /**
             * EnrollPending message.
             * @member {string} message
             * @memberof credfleet.v1.EnrollPending
             * @instance
             */
            EnrollPending.prototype.message = "";

            /**
             * Creates a new EnrollPending instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollPending
             * @static
             * @param {credfleet.v1.EnrollPending.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollPending} EnrollPending instance
             * @type {{
             *   (properties: credfleet.v1.EnrollPending.$Shape): credfleet.v1.EnrollPending & credfleet.v1.EnrollPending.$Shape;
             *   (properties?: credfleet.v1.EnrollPending.$Properties): credfleet.v1.EnrollPending;
             * }}
             */
            EnrollPending.create = function(properties) {
                return new EnrollPending(properties);
            };

            /**
             * Encodes the specified EnrollPending message. Does not implicitly {@link credfleet.v1.EnrollPending.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollPending
             * @static
             * @param {credfleet.v1.EnrollPending.$Properties} message EnrollPending message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollPending.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.retryAfterMs);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollPending message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollPending
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollPending & credfleet.v1.EnrollPending.$Shape} EnrollPending
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollPending.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollPending();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollPending
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollPending
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollPending.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollPending";
            };

            return EnrollPending;
        })();

        v1.EnrollDenied = (function() {

            /**
             * Properties of an EnrollDenied.
             * @typedef {Object} credfleet.v1.EnrollDenied.$Properties
             * @property {string} [message] EnrollDenied message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnrollDenied.
             * @memberof credfleet.v1
             * @interface IEnrollDenied
             * @augments credfleet.v1.EnrollDenied.$Properties
             * @deprecated Use credfleet.v1.EnrollDenied.$Properties instead.
             */

            /**
             * Shape of an EnrollDenied.
             * @typedef {credfleet.v1.EnrollDenied.$Properties} credfleet.v1.EnrollDenied.$Shape
             */

            /**
             * Constructs a new EnrollDenied.
             * @memberof credfleet.v1
             * @classdesc Represents an EnrollDenied.
             * @constructor
             * @param {credfleet.v1.EnrollDenied.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnrollDenied = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnrollDenied message.
             * @member {string} message
             * @memberof credfleet.v1.EnrollDenied
             * @instance
             */
            EnrollDenied.prototype.message = "";

            /**
             * Creates a new EnrollDenied instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EnrollDenied
             * @static
             * @param {credfleet.v1.EnrollDenied.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EnrollDenied} EnrollDenied instance
             * @type {{
             *   (properties: credfleet.v1.EnrollDenied.$Shape): credfleet.v1.EnrollDenied & credfleet.v1.EnrollDenied.$Shape;
             *   (properties?: credfleet.v1.EnrollDenied.$Properties): credfleet.v1.EnrollDenied;
             * }}
             */
            EnrollDenied.create = function(properties) {
                return new EnrollDenied(properties);
            };

            /**
             * Encodes the specified EnrollDenied message. Does not implicitly {@link credfleet.v1.EnrollDenied.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EnrollDenied
             * @static
             * @param {credfleet.v1.EnrollDenied.$Properties} message EnrollDenied message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnrollDenied.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnrollDenied message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EnrollDenied
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollDenied & credfleet.v1.EnrollDenied.$Shape} EnrollDenied
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnrollDenied.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EnrollDenied();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EnrollDenied
             * @function getTypeUrl
             * @memberof credfleet.v1.EnrollDenied
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EnrollDenied.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EnrollDenied";
            };

            return EnrollDenied;
        })();

        v1.StatesRequest = (function() {

            /**
             * Properties of a StatesRequest.
             * @typedef {Object} credfleet.v1.StatesRequest.$Properties
             * @property {string} [namespace] StatesRequest namespace
             * @property {string} [credential] StatesRequest credential
             * @property {string} [host] StatesRequest host
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatesRequest.
             * @memberof credfleet.v1
             * @interface IStatesRequest
             * @augments credfleet.v1.StatesRequest.$Properties
             * @deprecated Use credfleet.v1.StatesRequest.$Properties instead.
             */

            /**
             * Shape of a StatesRequest.
             * @typedef {credfleet.v1.StatesRequest.$Properties} credfleet.v1.StatesRequest.$Shape
             */

            /**
             * Constructs a new StatesRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a StatesRequest.
             * @constructor
             * @param {credfleet.v1.StatesRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StatesRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.StatesRequest
             * @instance
             */
            StatesRequest.prototype.namespace = "";

            /**
             * StatesRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.StatesRequest
             * @instance
             */
            StatesRequest.prototype.credential = "";

            /**
             * StatesRequest host.
             * @member {string} host
             * @memberof credfleet.v1.StatesRequest
             * @instance
             */
            StatesRequest.prototype.host = "";

            /**
             * Creates a new StatesRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.StatesRequest
             * @static
             * @param {credfleet.v1.StatesRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.StatesRequest} StatesRequest instance
             * @type {{
             *   (properties: credfleet.v1.StatesRequest.$Shape): credfleet.v1.StatesRequest & credfleet.v1.StatesRequest.$Shape;
             *   (properties?: credfleet.v1.StatesRequest.$Properties): credfleet.v1.StatesRequest;
             * }}
             */
            StatesRequest.create = function(properties) {
                return new StatesRequest(properties);
            };

            /**
             * Encodes the specified StatesRequest message. Does not implicitly {@link credfleet.v1.StatesRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.StatesRequest
             * @static
             * @param {credfleet.v1.StatesRequest.$Properties} message StatesRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.credential);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.host);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatesRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.StatesRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.StatesRequest & credfleet.v1.StatesRequest.$Shape} StatesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.StatesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for StatesRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.StatesRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StatesRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.StatesRequest";
            };

            return StatesRequest;
        })();

        v1.StateRow = (function() {

            /**
             * Properties of a StateRow.
             * @typedef {Object} credfleet.v1.StateRow.$Properties
             * @property {string} [hostUid] StateRow hostUid
             * @property {string} [host] StateRow host
             * @property {string} [credentialUid] StateRow credentialUid
             * @property {string} [namespace] StateRow namespace
             * @property {string} [credential] StateRow credential
             * @property {number|Long} [targetVersion] StateRow targetVersion
             * @property {string} [state] StateRow state
             * @property {number|Long} [runningVersion] StateRow runningVersion
             * @property {number|Long} [sinceMs] StateRow sinceMs
             * @property {string} [code] StateRow code
             * @property {string} [message] StateRow message
             * @property {string} [rollout] StateRow rollout
             * @property {string} [unitsJson] StateRow unitsJson
             * @property {string} [itemsJson] StateRow itemsJson
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateRow.
             * @memberof credfleet.v1
             * @interface IStateRow
             * @augments credfleet.v1.StateRow.$Properties
             * @deprecated Use credfleet.v1.StateRow.$Properties instead.
             */

            /**
             * Shape of a StateRow.
             * @typedef {credfleet.v1.StateRow.$Properties} credfleet.v1.StateRow.$Shape
             */

            /**
             * Constructs a new StateRow.
             * @memberof credfleet.v1
             * @classdesc Represents a StateRow.
             * @constructor
             * @param {credfleet.v1.StateRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateRow hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.hostUid = "";

            /**
             * StateRow host.
             * @member {string} host
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.host = "";

            /**
             * StateRow credentialUid.
             * @member {string} credentialUid
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.credentialUid = "";

            /**
             * StateRow namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.namespace = "";

            /**
             * StateRow credential.
             * @member {string} credential
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.credential = "";

            /**
             * StateRow targetVersion.
             * @member {number|Long} targetVersion
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.targetVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateRow state.
             * @member {string} state
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.state = "";

            /**
             * StateRow runningVersion.
             * @member {number|Long} runningVersion
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.runningVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateRow sinceMs.
             * @member {number|Long} sinceMs
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * StateRow code.
             * @member {string} code
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.code = "";

            /**
             * StateRow message.
             * @member {string} message
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.message = "";

            /**
             * StateRow rollout.
             * @member {string} rollout
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.rollout = "";

            /**
             * StateRow unitsJson.
             * @member {string} unitsJson
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.unitsJson = "";

            /**
             * StateRow itemsJson.
             * @member {string} itemsJson
             * @memberof credfleet.v1.StateRow
             * @instance
             */
            StateRow.prototype.itemsJson = "";

            /**
             * Creates a new StateRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.StateRow
             * @static
             * @param {credfleet.v1.StateRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.StateRow} StateRow instance
             * @type {{
             *   (properties: credfleet.v1.StateRow.$Shape): credfleet.v1.StateRow & credfleet.v1.StateRow.$Shape;
             *   (properties?: credfleet.v1.StateRow.$Properties): credfleet.v1.StateRow;
             * }}
             */
            StateRow.create = function(properties) {
                return new StateRow(properties);
            };

            /**
             * Encodes the specified StateRow message. Does not implicitly {@link credfleet.v1.StateRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.StateRow
             * @static
             * @param {credfleet.v1.StateRow.$Properties} message StateRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostUid);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.host);
                if (message.credentialUid != null && $Object.hasOwnProperty.call(message, "credentialUid") && message.credentialUid !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credentialUid);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.credential);
                if (message.targetVersion != null && $Object.hasOwnProperty.call(message, "targetVersion") && (typeof message.targetVersion === "object" ? message.targetVersion.low || message.targetVersion.high : message.targetVersion !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.targetVersion);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.state);
                if (message.runningVersion != null && $Object.hasOwnProperty.call(message, "runningVersion") && (typeof message.runningVersion === "object" ? message.runningVersion.low || message.runningVersion.high : message.runningVersion !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.runningVersion);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).int64(message.sinceMs);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.message);
                if (message.rollout != null && $Object.hasOwnProperty.call(message, "rollout") && message.rollout !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.rollout);
                if (message.unitsJson != null && $Object.hasOwnProperty.call(message, "unitsJson") && message.unitsJson !== "")
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.unitsJson);
                if (message.itemsJson != null && $Object.hasOwnProperty.call(message, "itemsJson") && message.itemsJson !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.itemsJson);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.StateRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.StateRow & credfleet.v1.StateRow.$Shape} StateRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.StateRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credentialUid = value;
                            else
                                delete message.credentialUid;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.targetVersion = value;
                            else
                                delete message.targetVersion;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.runningVersion = value;
                            else
                                delete message.runningVersion;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rollout = value;
                            else
                                delete message.rollout;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.unitsJson = value;
                            else
                                delete message.unitsJson;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.itemsJson = value;
                            else
                                delete message.itemsJson;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for StateRow
             * @function getTypeUrl
             * @memberof credfleet.v1.StateRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StateRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.StateRow";
            };

            return StateRow;
        })();

        v1.HoldersRequest = (function() {

            /**
             * Properties of a HoldersRequest.
             * @typedef {Object} credfleet.v1.HoldersRequest.$Properties
             * @property {string} [namespace] HoldersRequest namespace
             * @property {string} [credential] HoldersRequest credential
             * @property {number|Long} [version] HoldersRequest version
             * @property {number|Long} [atMs] HoldersRequest atMs
             * @property {number|Long} [after] HoldersRequest after
             * @property {number} [limit] HoldersRequest limit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HoldersRequest.
             * @memberof credfleet.v1
             * @interface IHoldersRequest
             * @augments credfleet.v1.HoldersRequest.$Properties
             * @deprecated Use credfleet.v1.HoldersRequest.$Properties instead.
             */

            /**
             * Shape of a HoldersRequest.
             * @typedef {credfleet.v1.HoldersRequest.$Properties} credfleet.v1.HoldersRequest.$Shape
             */

            /**
             * Constructs a new HoldersRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a HoldersRequest.
             * @constructor
             * @param {credfleet.v1.HoldersRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HoldersRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HoldersRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.HoldersRequest
             * @instance
             */
            HoldersRequest.prototype.namespace = "";

            /**
             * HoldersRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.HoldersRequest
             * @instance
             */
            HoldersRequest.prototype.credential = "";

            /**
             * HoldersRequest version.
             * @member {number|Long} version
             * @memberof credfleet.v1.HoldersRequest
             * @instance
             */
            HoldersRequest.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HoldersRequest atMs.
             * @member {number|Long} atMs
             * @memberof credfleet.v1.HoldersRequest
             * @instance
             */
            HoldersRequest.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * HoldersRequest after.
             * @member {number|Long} after
             * @memberof credfleet.v1.HoldersRequest
             * @instance
             */
            HoldersRequest.prototype.after = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HoldersRequest limit.
             * @member {number} limit
             * @memberof credfleet.v1.HoldersRequest
             * @instance
             */
            HoldersRequest.prototype.limit = 0;

            /**
             * Creates a new HoldersRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.HoldersRequest
             * @static
             * @param {credfleet.v1.HoldersRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.HoldersRequest} HoldersRequest instance
             * @type {{
             *   (properties: credfleet.v1.HoldersRequest.$Shape): credfleet.v1.HoldersRequest & credfleet.v1.HoldersRequest.$Shape;
             *   (properties?: credfleet.v1.HoldersRequest.$Properties): credfleet.v1.HoldersRequest;
             * }}
             */
            HoldersRequest.create = function(properties) {
                return new HoldersRequest(properties);
            };

            /**
             * Encodes the specified HoldersRequest message. Does not implicitly {@link credfleet.v1.HoldersRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.HoldersRequest
             * @static
             * @param {credfleet.v1.HoldersRequest.$Properties} message HoldersRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HoldersRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.credential);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.version);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).int64(message.atMs);
                if (message.after != null && $Object.hasOwnProperty.call(message, "after") && (typeof message.after === "object" ? message.after.low || message.after.high : message.after !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.after);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HoldersRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.HoldersRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.HoldersRequest & credfleet.v1.HoldersRequest.$Shape} HoldersRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HoldersRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.HoldersRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.after = value;
                            else
                                delete message.after;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for HoldersRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.HoldersRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HoldersRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.HoldersRequest";
            };

            return HoldersRequest;
        })();

        v1.HistoryRequest = (function() {

            /**
             * Properties of a HistoryRequest.
             * @typedef {Object} credfleet.v1.HistoryRequest.$Properties
             * @property {string} [host] HistoryRequest host
             * @property {string} [namespace] HistoryRequest namespace
             * @property {string} [credential] HistoryRequest credential
             * @property {number|Long} [version] HistoryRequest version
             * @property {number|Long} [sinceMs] HistoryRequest sinceMs
             * @property {number|Long} [untilMs] HistoryRequest untilMs
             * @property {number|Long} [after] HistoryRequest after
             * @property {number} [limit] HistoryRequest limit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HistoryRequest.
             * @memberof credfleet.v1
             * @interface IHistoryRequest
             * @augments credfleet.v1.HistoryRequest.$Properties
             * @deprecated Use credfleet.v1.HistoryRequest.$Properties instead.
             */

            /**
             * Shape of a HistoryRequest.
             * @typedef {credfleet.v1.HistoryRequest.$Properties} credfleet.v1.HistoryRequest.$Shape
             */

            /**
             * Constructs a new HistoryRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a HistoryRequest.
             * @constructor
             * @param {credfleet.v1.HistoryRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HistoryRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HistoryRequest host.
             * @member {string} host
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.host = "";

            /**
             * HistoryRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.namespace = "";

            /**
             * HistoryRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.credential = "";

            /**
             * HistoryRequest version.
             * @member {number|Long} version
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HistoryRequest sinceMs.
             * @member {number|Long} sinceMs
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * HistoryRequest untilMs.
             * @member {number|Long} untilMs
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * HistoryRequest after.
             * @member {number|Long} after
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.after = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HistoryRequest limit.
             * @member {number} limit
             * @memberof credfleet.v1.HistoryRequest
             * @instance
             */
            HistoryRequest.prototype.limit = 0;

            /**
             * Creates a new HistoryRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.HistoryRequest
             * @static
             * @param {credfleet.v1.HistoryRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.HistoryRequest} HistoryRequest instance
             * @type {{
             *   (properties: credfleet.v1.HistoryRequest.$Shape): credfleet.v1.HistoryRequest & credfleet.v1.HistoryRequest.$Shape;
             *   (properties?: credfleet.v1.HistoryRequest.$Properties): credfleet.v1.HistoryRequest;
             * }}
             */
            HistoryRequest.create = function(properties) {
                return new HistoryRequest(properties);
            };

            /**
             * Encodes the specified HistoryRequest message. Does not implicitly {@link credfleet.v1.HistoryRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.HistoryRequest
             * @static
             * @param {credfleet.v1.HistoryRequest.$Properties} message HistoryRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HistoryRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credential);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.sinceMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.untilMs);
                if (message.after != null && $Object.hasOwnProperty.call(message, "after") && (typeof message.after === "object" ? message.after.low || message.after.high : message.after !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.after);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HistoryRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.HistoryRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.HistoryRequest & credfleet.v1.HistoryRequest.$Shape} HistoryRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HistoryRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.HistoryRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.after = value;
                            else
                                delete message.after;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for HistoryRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.HistoryRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HistoryRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.HistoryRequest";
            };

            return HistoryRequest;
        })();

        v1.IntervalRow = (function() {

            /**
             * Properties of an IntervalRow.
             * @typedef {Object} credfleet.v1.IntervalRow.$Properties
             * @property {string} [host] IntervalRow host
             * @property {string} [namespace] IntervalRow namespace
             * @property {string} [credential] IntervalRow credential
             * @property {number|Long} [version] IntervalRow version
             * @property {number|Long} [fromMs] IntervalRow fromMs
             * @property {number|Long} [toMs] IntervalRow toMs
             * @property {string} [endReason] IntervalRow endReason
             * @property {number|Long} [id] IntervalRow id
             * @property {string} [hostUid] IntervalRow hostUid
             * @property {string} [credentialUid] IntervalRow credentialUid
             * @property {Array.<credfleet.v1.LoadedBy.$Properties>} [loadedBy] IntervalRow loadedBy
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IntervalRow.
             * @memberof credfleet.v1
             * @interface IIntervalRow
             * @augments credfleet.v1.IntervalRow.$Properties
             * @deprecated Use credfleet.v1.IntervalRow.$Properties instead.
             */

            /**
             * Shape of an IntervalRow.
             * @typedef {credfleet.v1.IntervalRow.$Properties} credfleet.v1.IntervalRow.$Shape
             */

            /**
             * Constructs a new IntervalRow.
             * @memberof credfleet.v1
             * @classdesc Represents an IntervalRow.
             * @constructor
             * @param {credfleet.v1.IntervalRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IntervalRow = function (properties) {
                this.loadedBy = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IntervalRow host.
             * @member {string} host
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.host = "";

            /**
             * IntervalRow namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.namespace = "";

            /**
             * IntervalRow credential.
             * @member {string} credential
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.credential = "";

            /**
             * IntervalRow version.
             * @member {number|Long} version
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IntervalRow fromMs.
             * @member {number|Long} fromMs
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.fromMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IntervalRow toMs.
             * @member {number|Long} toMs
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.toMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * IntervalRow endReason.
             * @member {string} endReason
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.endReason = "";

            /**
             * IntervalRow id.
             * @member {number|Long} id
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IntervalRow hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.hostUid = "";

            /**
             * IntervalRow credentialUid.
             * @member {string} credentialUid
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.credentialUid = "";

            /**
             * IntervalRow loadedBy.
             * @member {Array.<credfleet.v1.LoadedBy>} loadedBy
             * @memberof credfleet.v1.IntervalRow
             * @instance
             */
            IntervalRow.prototype.loadedBy = $util.emptyArray;

            /**
             * Creates a new IntervalRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.IntervalRow
             * @static
             * @param {credfleet.v1.IntervalRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.IntervalRow} IntervalRow instance
             * @type {{
             *   (properties: credfleet.v1.IntervalRow.$Shape): credfleet.v1.IntervalRow & credfleet.v1.IntervalRow.$Shape;
             *   (properties?: credfleet.v1.IntervalRow.$Properties): credfleet.v1.IntervalRow;
             * }}
             */
            IntervalRow.create = function(properties) {
                return new IntervalRow(properties);
            };

            /**
             * Encodes the specified IntervalRow message. Does not implicitly {@link credfleet.v1.IntervalRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.IntervalRow
             * @static
             * @param {credfleet.v1.IntervalRow.$Properties} message IntervalRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IntervalRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credential);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.fromMs != null && $Object.hasOwnProperty.call(message, "fromMs") && (typeof message.fromMs === "object" ? message.fromMs.low || message.fromMs.high : message.fromMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.fromMs);
                if (message.toMs != null && $Object.hasOwnProperty.call(message, "toMs") && (typeof message.toMs === "object" ? message.toMs.low || message.toMs.high : message.toMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.toMs);
                if (message.endReason != null && $Object.hasOwnProperty.call(message, "endReason") && message.endReason !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.endReason);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.id);
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.hostUid);
                if (message.credentialUid != null && $Object.hasOwnProperty.call(message, "credentialUid") && message.credentialUid !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.credentialUid);
                if (message.loadedBy != null && message.loadedBy.length)
                    for (let i = 0; i < message.loadedBy.length; ++i)
                        $root.credfleet.v1.LoadedBy.encode(message.loadedBy[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IntervalRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.IntervalRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.IntervalRow & credfleet.v1.IntervalRow.$Shape} IntervalRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IntervalRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.IntervalRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromMs = value;
                            else
                                delete message.fromMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.toMs = value;
                            else
                                delete message.toMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.endReason = value;
                            else
                                delete message.endReason;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credentialUid = value;
                            else
                                delete message.credentialUid;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.loadedBy && message.loadedBy.length))
                                message.loadedBy = [];
                            message.loadedBy.push($root.credfleet.v1.LoadedBy.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for IntervalRow
             * @function getTypeUrl
             * @memberof credfleet.v1.IntervalRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IntervalRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.IntervalRow";
            };

            return IntervalRow;
        })();

        v1.LoadedBy = (function() {

            /**
             * Properties of a LoadedBy.
             * @typedef {Object} credfleet.v1.LoadedBy.$Properties
             * @property {string} [unit] LoadedBy unit
             * @property {string} [invocationId] LoadedBy invocationId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LoadedBy.
             * @memberof credfleet.v1
             * @interface ILoadedBy
             * @augments credfleet.v1.LoadedBy.$Properties
             * @deprecated Use credfleet.v1.LoadedBy.$Properties instead.
             */

            /**
             * Shape of a LoadedBy.
             * @typedef {credfleet.v1.LoadedBy.$Properties} credfleet.v1.LoadedBy.$Shape
             */

            /**
             * Constructs a new LoadedBy.
             * @memberof credfleet.v1
             * @classdesc Represents a LoadedBy.
             * @constructor
             * @param {credfleet.v1.LoadedBy.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LoadedBy = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LoadedBy unit.
             * @member {string} unit
             * @memberof credfleet.v1.LoadedBy
             * @instance
             */
            LoadedBy.prototype.unit = "";

            /**
             * LoadedBy invocationId.
             * @member {string} invocationId
             * @memberof credfleet.v1.LoadedBy
             * @instance
             */
            LoadedBy.prototype.invocationId = "";

            /**
             * Creates a new LoadedBy instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.LoadedBy
             * @static
             * @param {credfleet.v1.LoadedBy.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.LoadedBy} LoadedBy instance
             * @type {{
             *   (properties: credfleet.v1.LoadedBy.$Shape): credfleet.v1.LoadedBy & credfleet.v1.LoadedBy.$Shape;
             *   (properties?: credfleet.v1.LoadedBy.$Properties): credfleet.v1.LoadedBy;
             * }}
             */
            LoadedBy.create = function(properties) {
                return new LoadedBy(properties);
            };

            /**
             * Encodes the specified LoadedBy message. Does not implicitly {@link credfleet.v1.LoadedBy.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.LoadedBy
             * @static
             * @param {credfleet.v1.LoadedBy.$Properties} message LoadedBy message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LoadedBy.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit") && message.unit !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.unit);
                if (message.invocationId != null && $Object.hasOwnProperty.call(message, "invocationId") && message.invocationId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.invocationId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LoadedBy message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.LoadedBy
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.LoadedBy & credfleet.v1.LoadedBy.$Shape} LoadedBy
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LoadedBy.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.LoadedBy();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.unit = value;
                            else
                                delete message.unit;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.invocationId = value;
                            else
                                delete message.invocationId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LoadedBy
             * @function getTypeUrl
             * @memberof credfleet.v1.LoadedBy
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LoadedBy.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.LoadedBy";
            };

            return LoadedBy;
        })();

        v1.GoneRequest = (function() {

            /**
             * Properties of a GoneRequest.
             * @typedef {Object} credfleet.v1.GoneRequest.$Properties
             * @property {string} [namespace] GoneRequest namespace
             * @property {string} [credential] GoneRequest credential
             * @property {number|Long} [version] GoneRequest version
             * @property {string} [host] GoneRequest host
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GoneRequest.
             * @memberof credfleet.v1
             * @interface IGoneRequest
             * @augments credfleet.v1.GoneRequest.$Properties
             * @deprecated Use credfleet.v1.GoneRequest.$Properties instead.
             */

            /**
             * Shape of a GoneRequest.
             * @typedef {credfleet.v1.GoneRequest.$Properties} credfleet.v1.GoneRequest.$Shape
             */

            /**
             * Constructs a new GoneRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a GoneRequest.
             * @constructor
             * @param {credfleet.v1.GoneRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GoneRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GoneRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.GoneRequest
             * @instance
             */
            GoneRequest.prototype.namespace = "";

            /**
             * GoneRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.GoneRequest
             * @instance
             */
            GoneRequest.prototype.credential = "";

            /**
             * GoneRequest version.
             * @member {number|Long} version
             * @memberof credfleet.v1.GoneRequest
             * @instance
             */
            GoneRequest.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * GoneRequest host.
             * @member {string} host
             * @memberof credfleet.v1.GoneRequest
             * @instance
             */
            GoneRequest.prototype.host = "";

            /**
             * Creates a new GoneRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.GoneRequest
             * @static
             * @param {credfleet.v1.GoneRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.GoneRequest} GoneRequest instance
             * @type {{
             *   (properties: credfleet.v1.GoneRequest.$Shape): credfleet.v1.GoneRequest & credfleet.v1.GoneRequest.$Shape;
             *   (properties?: credfleet.v1.GoneRequest.$Properties): credfleet.v1.GoneRequest;
             * }}
             */
            GoneRequest.create = function(properties) {
                return new GoneRequest(properties);
            };

            /**
             * Encodes the specified GoneRequest message. Does not implicitly {@link credfleet.v1.GoneRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.GoneRequest
             * @static
             * @param {credfleet.v1.GoneRequest.$Properties} message GoneRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GoneRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.credential);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.version);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.host);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GoneRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.GoneRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.GoneRequest & credfleet.v1.GoneRequest.$Shape} GoneRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GoneRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.GoneRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for GoneRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.GoneRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GoneRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.GoneRequest";
            };

            return GoneRequest;
        })();

        v1.GoneRow = (function() {

            /**
             * Properties of a GoneRow.
             * @typedef {Object} credfleet.v1.GoneRow.$Properties
             * @property {string} [host] GoneRow host
             * @property {string} [hostUid] GoneRow hostUid
             * @property {string} [credentialUid] GoneRow credentialUid
             * @property {number|Long} [version] GoneRow version
             * @property {string} [state] GoneRow state
             * @property {number|Long} [sinceMs] GoneRow sinceMs
             * @property {Array.<number|Long>} [evidence] GoneRow evidence
             * @property {Array.<number|Long>} [receipts] GoneRow receipts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GoneRow.
             * @memberof credfleet.v1
             * @interface IGoneRow
             * @augments credfleet.v1.GoneRow.$Properties
             * @deprecated Use credfleet.v1.GoneRow.$Properties instead.
             */

            /**
             * Shape of a GoneRow.
             * @typedef {credfleet.v1.GoneRow.$Properties} credfleet.v1.GoneRow.$Shape
             */

            /**
             * Constructs a new GoneRow.
             * @memberof credfleet.v1
             * @classdesc Represents a GoneRow.
             * @constructor
             * @param {credfleet.v1.GoneRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GoneRow = function (properties) {
                this.evidence = [];
                this.receipts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GoneRow host.
             * @member {string} host
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.host = "";

            /**
             * GoneRow hostUid.
             * @member {string} hostUid
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.hostUid = "";

            /**
             * GoneRow credentialUid.
             * @member {string} credentialUid
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.credentialUid = "";

            /**
             * GoneRow version.
             * @member {number|Long} version
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * GoneRow state.
             * @member {string} state
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.state = "";

            /**
             * GoneRow sinceMs.
             * @member {number|Long} sinceMs
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * GoneRow evidence.
             * @member {Array.<number|Long>} evidence
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.evidence = $util.emptyArray;

            /**
             * GoneRow receipts.
             * @member {Array.<number|Long>} receipts
             * @memberof credfleet.v1.GoneRow
             * @instance
             */
            GoneRow.prototype.receipts = $util.emptyArray;

            /**
             * Creates a new GoneRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.GoneRow
             * @static
             * @param {credfleet.v1.GoneRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.GoneRow} GoneRow instance
             * @type {{
             *   (properties: credfleet.v1.GoneRow.$Shape): credfleet.v1.GoneRow & credfleet.v1.GoneRow.$Shape;
             *   (properties?: credfleet.v1.GoneRow.$Properties): credfleet.v1.GoneRow;
             * }}
             */
            GoneRow.create = function(properties) {
                return new GoneRow(properties);
            };

            /**
             * Encodes the specified GoneRow message. Does not implicitly {@link credfleet.v1.GoneRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.GoneRow
             * @static
             * @param {credfleet.v1.GoneRow.$Properties} message GoneRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GoneRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.hostUid != null && $Object.hasOwnProperty.call(message, "hostUid") && message.hostUid !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.hostUid);
                if (message.credentialUid != null && $Object.hasOwnProperty.call(message, "credentialUid") && message.credentialUid !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credentialUid);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.state);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.sinceMs);
                if (message.evidence != null && message.evidence.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).uint64s(message.evidence);
                if (message.receipts != null && message.receipts.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).uint64s(message.receipts);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GoneRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.GoneRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.GoneRow & credfleet.v1.GoneRow.$Shape} GoneRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GoneRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.GoneRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.hostUid = value;
                            else
                                delete message.hostUid;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credentialUid = value;
                            else
                                delete message.credentialUid;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 7: {
                            if (wireType === 2) {
                                if (!(message.evidence && message.evidence.length))
                                    message.evidence = [];
                                reader.uint64s(message.evidence);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.evidence && message.evidence.length))
                                message.evidence = [];
                            message.evidence.push(reader.uint64());
                            continue;
                        }
                    case 8: {
                            if (wireType === 2) {
                                if (!(message.receipts && message.receipts.length))
                                    message.receipts = [];
                                reader.uint64s(message.receipts);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.receipts && message.receipts.length))
                                message.receipts = [];
                            message.receipts.push(reader.uint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for GoneRow
             * @function getTypeUrl
             * @memberof credfleet.v1.GoneRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GoneRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.GoneRow";
            };

            return GoneRow;
        })();

        v1.ExposureRequest = (function() {

            /**
             * Properties of an ExposureRequest.
             * @typedef {Object} credfleet.v1.ExposureRequest.$Properties
             * @property {string} [host] ExposureRequest host
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExposureRequest.
             * @memberof credfleet.v1
             * @interface IExposureRequest
             * @augments credfleet.v1.ExposureRequest.$Properties
             * @deprecated Use credfleet.v1.ExposureRequest.$Properties instead.
             */

            /**
             * Shape of an ExposureRequest.
             * @typedef {credfleet.v1.ExposureRequest.$Properties} credfleet.v1.ExposureRequest.$Shape
             */

            /**
             * Constructs a new ExposureRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an ExposureRequest.
             * @constructor
             * @param {credfleet.v1.ExposureRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExposureRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExposureRequest host.
             * @member {string} host
             * @memberof credfleet.v1.ExposureRequest
             * @instance
             */
            ExposureRequest.prototype.host = "";

            /**
             * Creates a new ExposureRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ExposureRequest
             * @static
             * @param {credfleet.v1.ExposureRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ExposureRequest} ExposureRequest instance
             * @type {{
             *   (properties: credfleet.v1.ExposureRequest.$Shape): credfleet.v1.ExposureRequest & credfleet.v1.ExposureRequest.$Shape;
             *   (properties?: credfleet.v1.ExposureRequest.$Properties): credfleet.v1.ExposureRequest;
             * }}
             */
            ExposureRequest.create = function(properties) {
                return new ExposureRequest(properties);
            };

            /**
             * Encodes the specified ExposureRequest message. Does not implicitly {@link credfleet.v1.ExposureRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ExposureRequest
             * @static
             * @param {credfleet.v1.ExposureRequest.$Properties} message ExposureRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExposureRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExposureRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ExposureRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ExposureRequest & credfleet.v1.ExposureRequest.$Shape} ExposureRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExposureRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ExposureRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ExposureRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.ExposureRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ExposureRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ExposureRequest";
            };

            return ExposureRequest;
        })();

        v1.ExposureRow = (function() {

            /**
             * Properties of an ExposureRow.
             * @typedef {Object} credfleet.v1.ExposureRow.$Properties
             * @property {string} [host] ExposureRow host
             * @property {string} [namespace] ExposureRow namespace
             * @property {string} [credential] ExposureRow credential
             * @property {number|Long} [version] ExposureRow version
             * @property {number|Long} [sinceMs] ExposureRow sinceMs
             * @property {number|Long} [untilMs] ExposureRow untilMs
             * @property {boolean} [wasHeld] ExposureRow wasHeld
             * @property {string} [state] ExposureRow state
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExposureRow.
             * @memberof credfleet.v1
             * @interface IExposureRow
             * @augments credfleet.v1.ExposureRow.$Properties
             * @deprecated Use credfleet.v1.ExposureRow.$Properties instead.
             */

            /**
             * Shape of an ExposureRow.
             * @typedef {credfleet.v1.ExposureRow.$Properties} credfleet.v1.ExposureRow.$Shape
             */

            /**
             * Constructs a new ExposureRow.
             * @memberof credfleet.v1
             * @classdesc Represents an ExposureRow.
             * @constructor
             * @param {credfleet.v1.ExposureRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExposureRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExposureRow host.
             * @member {string} host
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.host = "";

            /**
             * ExposureRow namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.namespace = "";

            /**
             * ExposureRow credential.
             * @member {string} credential
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.credential = "";

            /**
             * ExposureRow version.
             * @member {number|Long} version
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ExposureRow sinceMs.
             * @member {number|Long} sinceMs
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * ExposureRow untilMs.
             * @member {number|Long} untilMs
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * ExposureRow wasHeld.
             * @member {boolean} wasHeld
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.wasHeld = false;

            /**
             * ExposureRow state.
             * @member {string} state
             * @memberof credfleet.v1.ExposureRow
             * @instance
             */
            ExposureRow.prototype.state = "";

            /**
             * Creates a new ExposureRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ExposureRow
             * @static
             * @param {credfleet.v1.ExposureRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ExposureRow} ExposureRow instance
             * @type {{
             *   (properties: credfleet.v1.ExposureRow.$Shape): credfleet.v1.ExposureRow & credfleet.v1.ExposureRow.$Shape;
             *   (properties?: credfleet.v1.ExposureRow.$Properties): credfleet.v1.ExposureRow;
             * }}
             */
            ExposureRow.create = function(properties) {
                return new ExposureRow(properties);
            };

            /**
             * Encodes the specified ExposureRow message. Does not implicitly {@link credfleet.v1.ExposureRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ExposureRow
             * @static
             * @param {credfleet.v1.ExposureRow.$Properties} message ExposureRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExposureRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credential);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.sinceMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.untilMs);
                if (message.wasHeld != null && $Object.hasOwnProperty.call(message, "wasHeld") && message.wasHeld !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.wasHeld);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.state);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExposureRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ExposureRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ExposureRow & credfleet.v1.ExposureRow.$Shape} ExposureRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExposureRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ExposureRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.wasHeld = value;
                            else
                                delete message.wasHeld;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ExposureRow
             * @function getTypeUrl
             * @memberof credfleet.v1.ExposureRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ExposureRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ExposureRow";
            };

            return ExposureRow;
        })();

        v1.EventsRequest = (function() {

            /**
             * Properties of an EventsRequest.
             * @typedef {Object} credfleet.v1.EventsRequest.$Properties
             * @property {string} [namespace] EventsRequest namespace
             * @property {string} [credential] EventsRequest credential
             * @property {string} [host] EventsRequest host
             * @property {number|Long} [version] EventsRequest version
             * @property {string} [actor] EventsRequest actor
             * @property {string} [type] EventsRequest type
             * @property {number|Long} [sinceMs] EventsRequest sinceMs
             * @property {number|Long} [untilMs] EventsRequest untilMs
             * @property {number|Long} [afterSeq] EventsRequest afterSeq
             * @property {number} [limit] EventsRequest limit
             * @property {boolean} [follow] EventsRequest follow
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EventsRequest.
             * @memberof credfleet.v1
             * @interface IEventsRequest
             * @augments credfleet.v1.EventsRequest.$Properties
             * @deprecated Use credfleet.v1.EventsRequest.$Properties instead.
             */

            /**
             * Shape of an EventsRequest.
             * @typedef {credfleet.v1.EventsRequest.$Properties} credfleet.v1.EventsRequest.$Shape
             */

            /**
             * Constructs a new EventsRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an EventsRequest.
             * @constructor
             * @param {credfleet.v1.EventsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EventsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EventsRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.namespace = "";

            /**
             * EventsRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.credential = "";

            /**
             * EventsRequest host.
             * @member {string} host
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.host = "";

            /**
             * EventsRequest version.
             * @member {number|Long} version
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EventsRequest actor.
             * @member {string} actor
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.actor = "";

            /**
             * EventsRequest type.
             * @member {string} type
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.type = "";

            /**
             * EventsRequest sinceMs.
             * @member {number|Long} sinceMs
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * EventsRequest untilMs.
             * @member {number|Long} untilMs
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * EventsRequest afterSeq.
             * @member {number|Long} afterSeq
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.afterSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EventsRequest limit.
             * @member {number} limit
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.limit = 0;

            /**
             * EventsRequest follow.
             * @member {boolean} follow
             * @memberof credfleet.v1.EventsRequest
             * @instance
             */
            EventsRequest.prototype.follow = false;

            /**
             * Creates a new EventsRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EventsRequest
             * @static
             * @param {credfleet.v1.EventsRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EventsRequest} EventsRequest instance
             * @type {{
             *   (properties: credfleet.v1.EventsRequest.$Shape): credfleet.v1.EventsRequest & credfleet.v1.EventsRequest.$Shape;
             *   (properties?: credfleet.v1.EventsRequest.$Properties): credfleet.v1.EventsRequest;
             * }}
             */
            EventsRequest.create = function(properties) {
                return new EventsRequest(properties);
            };

            /**
             * Encodes the specified EventsRequest message. Does not implicitly {@link credfleet.v1.EventsRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EventsRequest
             * @static
             * @param {credfleet.v1.EventsRequest.$Properties} message EventsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EventsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.credential);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.host);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.actor);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.type);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.sinceMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.untilMs);
                if (message.afterSeq != null && $Object.hasOwnProperty.call(message, "afterSeq") && (typeof message.afterSeq === "object" ? message.afterSeq.low || message.afterSeq.high : message.afterSeq !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.afterSeq);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.limit);
                if (message.follow != null && $Object.hasOwnProperty.call(message, "follow") && message.follow !== false)
                    writer.uint32(/* id 11, wireType 0 =*/88).bool(message.follow);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EventsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EventsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EventsRequest & credfleet.v1.EventsRequest.$Shape} EventsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EventsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EventsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.afterSeq = value;
                            else
                                delete message.afterSeq;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.follow = value;
                            else
                                delete message.follow;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EventsRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.EventsRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EventsRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EventsRequest";
            };

            return EventsRequest;
        })();

        v1.EventRow = (function() {

            /**
             * Properties of an EventRow.
             * @typedef {Object} credfleet.v1.EventRow.$Properties
             * @property {number|Long} [seq] EventRow seq
             * @property {number|Long} [timeMs] EventRow timeMs
             * @property {string} [type] EventRow type
             * @property {string} [json] EventRow json
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EventRow.
             * @memberof credfleet.v1
             * @interface IEventRow
             * @augments credfleet.v1.EventRow.$Properties
             * @deprecated Use credfleet.v1.EventRow.$Properties instead.
             */

            /**
             * Shape of an EventRow.
             * @typedef {credfleet.v1.EventRow.$Properties} credfleet.v1.EventRow.$Shape
             */

            /**
             * Constructs a new EventRow.
             * @memberof credfleet.v1
             * @classdesc Represents an EventRow.
             * @constructor
             * @param {credfleet.v1.EventRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EventRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EventRow seq.
             * @member {number|Long} seq
             * @memberof credfleet.v1.EventRow
             * @instance
             */
            EventRow.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * EventRow timeMs.
             * @member {number|Long} timeMs
             * @memberof credfleet.v1.EventRow
             * @instance
             */
            EventRow.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * EventRow type.
             * @member {string} type
             * @memberof credfleet.v1.EventRow
             * @instance
             */
            EventRow.prototype.type = "";

            /**
             * EventRow json.
             * @member {string} json
             * @memberof credfleet.v1.EventRow
             * @instance
             */
            EventRow.prototype.json = "";

            /**
             * Creates a new EventRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.EventRow
             * @static
             * @param {credfleet.v1.EventRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.EventRow} EventRow instance
             * @type {{
             *   (properties: credfleet.v1.EventRow.$Shape): credfleet.v1.EventRow & credfleet.v1.EventRow.$Shape;
             *   (properties?: credfleet.v1.EventRow.$Properties): credfleet.v1.EventRow;
             * }}
             */
            EventRow.create = function(properties) {
                return new EventRow(properties);
            };

            /**
             * Encodes the specified EventRow message. Does not implicitly {@link credfleet.v1.EventRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.EventRow
             * @static
             * @param {credfleet.v1.EventRow.$Properties} message EventRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EventRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.seq);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.timeMs);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.type);
                if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.json);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EventRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.EventRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.EventRow & credfleet.v1.EventRow.$Shape} EventRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EventRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.EventRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.json = value;
                            else
                                delete message.json;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for EventRow
             * @function getTypeUrl
             * @memberof credfleet.v1.EventRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            EventRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.EventRow";
            };

            return EventRow;
        })();

        v1.ExplainRequest = (function() {

            /**
             * Properties of an ExplainRequest.
             * @typedef {Object} credfleet.v1.ExplainRequest.$Properties
             * @property {string} [host] ExplainRequest host
             * @property {string} [namespace] ExplainRequest namespace
             * @property {string} [credential] ExplainRequest credential
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExplainRequest.
             * @memberof credfleet.v1
             * @interface IExplainRequest
             * @augments credfleet.v1.ExplainRequest.$Properties
             * @deprecated Use credfleet.v1.ExplainRequest.$Properties instead.
             */

            /**
             * Shape of an ExplainRequest.
             * @typedef {credfleet.v1.ExplainRequest.$Properties} credfleet.v1.ExplainRequest.$Shape
             */

            /**
             * Constructs a new ExplainRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an ExplainRequest.
             * @constructor
             * @param {credfleet.v1.ExplainRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExplainRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExplainRequest host.
             * @member {string} host
             * @memberof credfleet.v1.ExplainRequest
             * @instance
             */
            ExplainRequest.prototype.host = "";

            /**
             * ExplainRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.ExplainRequest
             * @instance
             */
            ExplainRequest.prototype.namespace = "";

            /**
             * ExplainRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.ExplainRequest
             * @instance
             */
            ExplainRequest.prototype.credential = "";

            /**
             * Creates a new ExplainRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ExplainRequest
             * @static
             * @param {credfleet.v1.ExplainRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ExplainRequest} ExplainRequest instance
             * @type {{
             *   (properties: credfleet.v1.ExplainRequest.$Shape): credfleet.v1.ExplainRequest & credfleet.v1.ExplainRequest.$Shape;
             *   (properties?: credfleet.v1.ExplainRequest.$Properties): credfleet.v1.ExplainRequest;
             * }}
             */
            ExplainRequest.create = function(properties) {
                return new ExplainRequest(properties);
            };

            /**
             * Encodes the specified ExplainRequest message. Does not implicitly {@link credfleet.v1.ExplainRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ExplainRequest
             * @static
             * @param {credfleet.v1.ExplainRequest.$Properties} message ExplainRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExplainRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credential);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExplainRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ExplainRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ExplainRequest & credfleet.v1.ExplainRequest.$Shape} ExplainRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExplainRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ExplainRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ExplainRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.ExplainRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ExplainRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ExplainRequest";
            };

            return ExplainRequest;
        })();

        v1.ExplainReply = (function() {

            /**
             * Properties of an ExplainReply.
             * @typedef {Object} credfleet.v1.ExplainReply.$Properties
             * @property {string} [verdict] ExplainReply verdict
             * @property {Array.<string>} [causes] ExplainReply causes
             * @property {Array.<string>} [next] ExplainReply next
             * @property {credfleet.v1.StateRow.$Properties} [state] ExplainReply state
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExplainReply.
             * @memberof credfleet.v1
             * @interface IExplainReply
             * @augments credfleet.v1.ExplainReply.$Properties
             * @deprecated Use credfleet.v1.ExplainReply.$Properties instead.
             */

            /**
             * Shape of an ExplainReply.
             * @typedef {credfleet.v1.ExplainReply.$Properties} credfleet.v1.ExplainReply.$Shape
             */

            /**
             * Constructs a new ExplainReply.
             * @memberof credfleet.v1
             * @classdesc Represents an ExplainReply.
             * @constructor
             * @param {credfleet.v1.ExplainReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExplainReply = function (properties) {
                this.causes = [];
                this.next = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExplainReply verdict.
             * @member {string} verdict
             * @memberof credfleet.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.verdict = "";

            /**
             * ExplainReply causes.
             * @member {Array.<string>} causes
             * @memberof credfleet.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.causes = $util.emptyArray;

            /**
             * ExplainReply next.
             * @member {Array.<string>} next
             * @memberof credfleet.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.next = $util.emptyArray;

            /**
             * ExplainReply state.
             * @member {credfleet.v1.StateRow} state
             * @memberof credfleet.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.state = null;

            /**
             * Creates a new ExplainReply instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ExplainReply
             * @static
             * @param {credfleet.v1.ExplainReply.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ExplainReply} ExplainReply instance
             * @type {{
             *   (properties: credfleet.v1.ExplainReply.$Shape): credfleet.v1.ExplainReply & credfleet.v1.ExplainReply.$Shape;
             *   (properties?: credfleet.v1.ExplainReply.$Properties): credfleet.v1.ExplainReply;
             * }}
             */
            ExplainReply.create = function(properties) {
                return new ExplainReply(properties);
            };

            /**
             * Encodes the specified ExplainReply message. Does not implicitly {@link credfleet.v1.ExplainReply.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ExplainReply
             * @static
             * @param {credfleet.v1.ExplainReply.$Properties} message ExplainReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExplainReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.verdict);
                if (message.causes != null && message.causes.length)
                    for (let i = 0; i < message.causes.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.causes[i]);
                if (message.next != null && message.next.length)
                    for (let i = 0; i < message.next.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.next[i]);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    $root.credfleet.v1.StateRow.encode(message.state, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExplainReply message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ExplainReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ExplainReply & credfleet.v1.ExplainReply.$Shape} ExplainReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExplainReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ExplainReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.verdict = value;
                            else
                                delete message.verdict;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.causes && message.causes.length))
                                message.causes = [];
                            message.causes.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.next && message.next.length))
                                message.next = [];
                            message.next.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.state = $root.credfleet.v1.StateRow.decode(reader, reader.size(), $undefined, _depth + 1, message.state);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ExplainReply
             * @function getTypeUrl
             * @memberof credfleet.v1.ExplainReply
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ExplainReply.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ExplainReply";
            };

            return ExplainReply;
        })();

        v1.PlanRequest = (function() {

            /**
             * Properties of a PlanRequest.
             * @typedef {Object} credfleet.v1.PlanRequest.$Properties
             * @property {string} [namespace] PlanRequest namespace
             * @property {string} [credential] PlanRequest credential
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanRequest.
             * @memberof credfleet.v1
             * @interface IPlanRequest
             * @augments credfleet.v1.PlanRequest.$Properties
             * @deprecated Use credfleet.v1.PlanRequest.$Properties instead.
             */

            /**
             * Shape of a PlanRequest.
             * @typedef {credfleet.v1.PlanRequest.$Properties} credfleet.v1.PlanRequest.$Shape
             */

            /**
             * Constructs a new PlanRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanRequest.
             * @constructor
             * @param {credfleet.v1.PlanRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.PlanRequest
             * @instance
             */
            PlanRequest.prototype.namespace = "";

            /**
             * PlanRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.PlanRequest
             * @instance
             */
            PlanRequest.prototype.credential = "";

            /**
             * Creates a new PlanRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanRequest
             * @static
             * @param {credfleet.v1.PlanRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanRequest} PlanRequest instance
             * @type {{
             *   (properties: credfleet.v1.PlanRequest.$Shape): credfleet.v1.PlanRequest & credfleet.v1.PlanRequest.$Shape;
             *   (properties?: credfleet.v1.PlanRequest.$Properties): credfleet.v1.PlanRequest;
             * }}
             */
            PlanRequest.create = function(properties) {
                return new PlanRequest(properties);
            };

            /**
             * Encodes the specified PlanRequest message. Does not implicitly {@link credfleet.v1.PlanRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanRequest
             * @static
             * @param {credfleet.v1.PlanRequest.$Properties} message PlanRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.credential);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanRequest & credfleet.v1.PlanRequest.$Shape} PlanRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanRequest";
            };

            return PlanRequest;
        })();

        v1.PlanPart = (function() {

            /**
             * Properties of a PlanPart.
             * @typedef {Object} credfleet.v1.PlanPart.$Properties
             * @property {credfleet.v1.PlanHead.$Properties} [head] PlanPart head
             * @property {credfleet.v1.PlanHost.$Properties} [host] PlanPart host
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanPart.
             * @memberof credfleet.v1
             * @interface IPlanPart
             * @augments credfleet.v1.PlanPart.$Properties
             * @deprecated Use credfleet.v1.PlanPart.$Properties instead.
             */

            /**
             * Shape of a PlanPart.
             * @typedef {credfleet.v1.PlanPart.$Properties} credfleet.v1.PlanPart.$Shape
             */

            /**
             * Constructs a new PlanPart.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanPart.
             * @constructor
             * @param {credfleet.v1.PlanPart.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanPart = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanPart head.
             * @member {credfleet.v1.PlanHead} head
             * @memberof credfleet.v1.PlanPart
             * @instance
             */
            PlanPart.prototype.head = null;

            /**
             * PlanPart host.
             * @member {credfleet.v1.PlanHost} host
             * @memberof credfleet.v1.PlanPart
             * @instance
             */
            PlanPart.prototype.host = null;

            /**
             * Creates a new PlanPart instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanPart
             * @static
             * @param {credfleet.v1.PlanPart.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanPart} PlanPart instance
             * @type {{
             *   (properties: credfleet.v1.PlanPart.$Shape): credfleet.v1.PlanPart & credfleet.v1.PlanPart.$Shape;
             *   (properties?: credfleet.v1.PlanPart.$Properties): credfleet.v1.PlanPart;
             * }}
             */
            PlanPart.create = function(properties) {
                return new PlanPart(properties);
            };

            /**
             * Encodes the specified PlanPart message. Does not implicitly {@link credfleet.v1.PlanPart.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanPart
             * @static
             * @param {credfleet.v1.PlanPart.$Properties} message PlanPart message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanPart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                    $root.credfleet.v1.PlanHead.encode(message.head, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    $root.credfleet.v1.PlanHost.encode(message.host, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanPart message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanPart
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanPart & credfleet.v1.PlanPart.$Shape} PlanPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanPart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanPart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.head = $root.credfleet.v1.PlanHead.decode(reader, reader.size(), $undefined, _depth + 1, message.head);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.host = $root.credfleet.v1.PlanHost.decode(reader, reader.size(), $undefined, _depth + 1, message.host);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanPart
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanPart
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanPart.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanPart";
            };

            return PlanPart;
        })();

        v1.PlanHead = (function() {

            /**
             * Properties of a PlanHead.
             * @typedef {Object} credfleet.v1.PlanHead.$Properties
             * @property {string} [planId] PlanHead planId
             * @property {string} [rollout] PlanHead rollout
             * @property {string} [type] PlanHead type
             * @property {number|Long} [version] PlanHead version
             * @property {number|Long} [stableVersion] PlanHead stableVersion
             * @property {string} [state] PlanHead state
             * @property {string} [reason] PlanHead reason
             * @property {string} [message] PlanHead message
             * @property {string} [waitingFor] PlanHead waitingFor
             * @property {number|Long} [nextActionMs] PlanHead nextActionMs
             * @property {Array.<credfleet.v1.PlanStep.$Properties>} [steps] PlanHead steps
             * @property {Array.<credfleet.v1.PlanBudget.$Properties>} [budgets] PlanHead budgets
             * @property {Array.<credfleet.v1.PlanFreeze.$Properties>} [freezes] PlanHead freezes
             * @property {boolean} [isWindowOpen] PlanHead isWindowOpen
             * @property {number|Long} [windowChangesMs] PlanHead windowChangesMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanHead.
             * @memberof credfleet.v1
             * @interface IPlanHead
             * @augments credfleet.v1.PlanHead.$Properties
             * @deprecated Use credfleet.v1.PlanHead.$Properties instead.
             */

            /**
             * Shape of a PlanHead.
             * @typedef {credfleet.v1.PlanHead.$Properties} credfleet.v1.PlanHead.$Shape
             */

            /**
             * Constructs a new PlanHead.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanHead.
             * @constructor
             * @param {credfleet.v1.PlanHead.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanHead = function (properties) {
                this.steps = [];
                this.budgets = [];
                this.freezes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanHead planId.
             * @member {string} planId
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.planId = "";

            /**
             * PlanHead rollout.
             * @member {string} rollout
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.rollout = "";

            /**
             * PlanHead type.
             * @member {string} type
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.type = "";

            /**
             * PlanHead version.
             * @member {number|Long} version
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PlanHead stableVersion.
             * @member {number|Long} stableVersion
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.stableVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PlanHead state.
             * @member {string} state
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.state = "";

            /**
             * PlanHead reason.
             * @member {string} reason
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.reason = "";

            /**
             * PlanHead message.
             * @member {string} message
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.message = "";

            /**
             * PlanHead waitingFor.
             * @member {string} waitingFor
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.waitingFor = "";

            /**
             * PlanHead nextActionMs.
             * @member {number|Long} nextActionMs
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.nextActionMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * PlanHead steps.
             * @member {Array.<credfleet.v1.PlanStep>} steps
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.steps = $util.emptyArray;

            /**
             * PlanHead budgets.
             * @member {Array.<credfleet.v1.PlanBudget>} budgets
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.budgets = $util.emptyArray;

            /**
             * PlanHead freezes.
             * @member {Array.<credfleet.v1.PlanFreeze>} freezes
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.freezes = $util.emptyArray;

            /**
             * PlanHead isWindowOpen.
             * @member {boolean} isWindowOpen
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.isWindowOpen = false;

            /**
             * PlanHead windowChangesMs.
             * @member {number|Long} windowChangesMs
             * @memberof credfleet.v1.PlanHead
             * @instance
             */
            PlanHead.prototype.windowChangesMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new PlanHead instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanHead
             * @static
             * @param {credfleet.v1.PlanHead.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanHead} PlanHead instance
             * @type {{
             *   (properties: credfleet.v1.PlanHead.$Shape): credfleet.v1.PlanHead & credfleet.v1.PlanHead.$Shape;
             *   (properties?: credfleet.v1.PlanHead.$Properties): credfleet.v1.PlanHead;
             * }}
             */
            PlanHead.create = function(properties) {
                return new PlanHead(properties);
            };

            /**
             * Encodes the specified PlanHead message. Does not implicitly {@link credfleet.v1.PlanHead.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanHead
             * @static
             * @param {credfleet.v1.PlanHead.$Properties} message PlanHead message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanHead.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId") && message.planId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.planId);
                if (message.rollout != null && $Object.hasOwnProperty.call(message, "rollout") && message.rollout !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.rollout);
                if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.type);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.version);
                if (message.stableVersion != null && $Object.hasOwnProperty.call(message, "stableVersion") && (typeof message.stableVersion === "object" ? message.stableVersion.low || message.stableVersion.high : message.stableVersion !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.stableVersion);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.state);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.message);
                if (message.waitingFor != null && $Object.hasOwnProperty.call(message, "waitingFor") && message.waitingFor !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.waitingFor);
                if (message.nextActionMs != null && $Object.hasOwnProperty.call(message, "nextActionMs") && (typeof message.nextActionMs === "object" ? message.nextActionMs.low || message.nextActionMs.high : message.nextActionMs !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).int64(message.nextActionMs);
                if (message.steps != null && message.steps.length)
                    for (let i = 0; i < message.steps.length; ++i)
                        $root.credfleet.v1.PlanStep.encode(message.steps[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.budgets != null && message.budgets.length)
                    for (let i = 0; i < message.budgets.length; ++i)
                        $root.credfleet.v1.PlanBudget.encode(message.budgets[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.freezes != null && message.freezes.length)
                    for (let i = 0; i < message.freezes.length; ++i)
                        $root.credfleet.v1.PlanFreeze.encode(message.freezes[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.isWindowOpen != null && $Object.hasOwnProperty.call(message, "isWindowOpen") && message.isWindowOpen !== false)
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.isWindowOpen);
                if (message.windowChangesMs != null && $Object.hasOwnProperty.call(message, "windowChangesMs") && (typeof message.windowChangesMs === "object" ? message.windowChangesMs.low || message.windowChangesMs.high : message.windowChangesMs !== 0))
                    writer.uint32(/* id 15, wireType 0 =*/120).int64(message.windowChangesMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanHead message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanHead
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanHead & credfleet.v1.PlanHead.$Shape} PlanHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanHead.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanHead();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.planId = value;
                            else
                                delete message.planId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.rollout = value;
                            else
                                delete message.rollout;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.type = value;
                            else
                                delete message.type;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.stableVersion = value;
                            else
                                delete message.stableVersion;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.waitingFor = value;
                            else
                                delete message.waitingFor;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextActionMs = value;
                            else
                                delete message.nextActionMs;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.steps && message.steps.length))
                                message.steps = [];
                            message.steps.push($root.credfleet.v1.PlanStep.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.budgets && message.budgets.length))
                                message.budgets = [];
                            message.budgets.push($root.credfleet.v1.PlanBudget.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.freezes && message.freezes.length))
                                message.freezes = [];
                            message.freezes.push($root.credfleet.v1.PlanFreeze.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isWindowOpen = value;
                            else
                                delete message.isWindowOpen;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.windowChangesMs = value;
                            else
                                delete message.windowChangesMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanHead
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanHead
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanHead.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanHead";
            };

            return PlanHead;
        })();

        v1.PlanStep = (function() {

            /**
             * Properties of a PlanStep.
             * @typedef {Object} credfleet.v1.PlanStep.$Properties
             * @property {string} [name] PlanStep name
             * @property {number} [planned] PlanStep planned
             * @property {number} [healthy] PlanStep healthy
             * @property {number} [failed] PlanStep failed
             * @property {string} [gate] PlanStep gate
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanStep.
             * @memberof credfleet.v1
             * @interface IPlanStep
             * @augments credfleet.v1.PlanStep.$Properties
             * @deprecated Use credfleet.v1.PlanStep.$Properties instead.
             */

            /**
             * Shape of a PlanStep.
             * @typedef {credfleet.v1.PlanStep.$Properties} credfleet.v1.PlanStep.$Shape
             */

            /**
             * Constructs a new PlanStep.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanStep.
             * @constructor
             * @param {credfleet.v1.PlanStep.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanStep = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanStep name.
             * @member {string} name
             * @memberof credfleet.v1.PlanStep
             * @instance
             */
            PlanStep.prototype.name = "";

            /**
             * PlanStep planned.
             * @member {number} planned
             * @memberof credfleet.v1.PlanStep
             * @instance
             */
            PlanStep.prototype.planned = 0;

            /**
             * PlanStep healthy.
             * @member {number} healthy
             * @memberof credfleet.v1.PlanStep
             * @instance
             */
            PlanStep.prototype.healthy = 0;

            /**
             * PlanStep failed.
             * @member {number} failed
             * @memberof credfleet.v1.PlanStep
             * @instance
             */
            PlanStep.prototype.failed = 0;

            /**
             * PlanStep gate.
             * @member {string} gate
             * @memberof credfleet.v1.PlanStep
             * @instance
             */
            PlanStep.prototype.gate = "";

            /**
             * Creates a new PlanStep instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanStep
             * @static
             * @param {credfleet.v1.PlanStep.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanStep} PlanStep instance
             * @type {{
             *   (properties: credfleet.v1.PlanStep.$Shape): credfleet.v1.PlanStep & credfleet.v1.PlanStep.$Shape;
             *   (properties?: credfleet.v1.PlanStep.$Properties): credfleet.v1.PlanStep;
             * }}
             */
            PlanStep.create = function(properties) {
                return new PlanStep(properties);
            };

            /**
             * Encodes the specified PlanStep message. Does not implicitly {@link credfleet.v1.PlanStep.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanStep
             * @static
             * @param {credfleet.v1.PlanStep.$Properties} message PlanStep message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanStep.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.planned != null && $Object.hasOwnProperty.call(message, "planned") && message.planned !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.planned);
                if (message.healthy != null && $Object.hasOwnProperty.call(message, "healthy") && message.healthy !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.healthy);
                if (message.failed != null && $Object.hasOwnProperty.call(message, "failed") && message.failed !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.failed);
                if (message.gate != null && $Object.hasOwnProperty.call(message, "gate") && message.gate !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.gate);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanStep message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanStep
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanStep & credfleet.v1.PlanStep.$Shape} PlanStep
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanStep.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanStep();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.planned = value;
                            else
                                delete message.planned;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.healthy = value;
                            else
                                delete message.healthy;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.failed = value;
                            else
                                delete message.failed;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.gate = value;
                            else
                                delete message.gate;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanStep
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanStep
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanStep.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanStep";
            };

            return PlanStep;
        })();

        v1.PlanBudget = (function() {

            /**
             * Properties of a PlanBudget.
             * @typedef {Object} credfleet.v1.PlanBudget.$Properties
             * @property {string} [who] PlanBudget who
             * @property {number} [limit] PlanBudget limit
             * @property {number} [used] PlanBudget used
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanBudget.
             * @memberof credfleet.v1
             * @interface IPlanBudget
             * @augments credfleet.v1.PlanBudget.$Properties
             * @deprecated Use credfleet.v1.PlanBudget.$Properties instead.
             */

            /**
             * Shape of a PlanBudget.
             * @typedef {credfleet.v1.PlanBudget.$Properties} credfleet.v1.PlanBudget.$Shape
             */

            /**
             * Constructs a new PlanBudget.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanBudget.
             * @constructor
             * @param {credfleet.v1.PlanBudget.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanBudget = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanBudget who.
             * @member {string} who
             * @memberof credfleet.v1.PlanBudget
             * @instance
             */
            PlanBudget.prototype.who = "";

            /**
             * PlanBudget limit.
             * @member {number} limit
             * @memberof credfleet.v1.PlanBudget
             * @instance
             */
            PlanBudget.prototype.limit = 0;

            /**
             * PlanBudget used.
             * @member {number} used
             * @memberof credfleet.v1.PlanBudget
             * @instance
             */
            PlanBudget.prototype.used = 0;

            /**
             * Creates a new PlanBudget instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanBudget
             * @static
             * @param {credfleet.v1.PlanBudget.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanBudget} PlanBudget instance
             * @type {{
             *   (properties: credfleet.v1.PlanBudget.$Shape): credfleet.v1.PlanBudget & credfleet.v1.PlanBudget.$Shape;
             *   (properties?: credfleet.v1.PlanBudget.$Properties): credfleet.v1.PlanBudget;
             * }}
             */
            PlanBudget.create = function(properties) {
                return new PlanBudget(properties);
            };

            /**
             * Encodes the specified PlanBudget message. Does not implicitly {@link credfleet.v1.PlanBudget.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanBudget
             * @static
             * @param {credfleet.v1.PlanBudget.$Properties} message PlanBudget message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanBudget.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.who != null && $Object.hasOwnProperty.call(message, "who") && message.who !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.who);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.limit);
                if (message.used != null && $Object.hasOwnProperty.call(message, "used") && message.used !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.used);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanBudget message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanBudget
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanBudget & credfleet.v1.PlanBudget.$Shape} PlanBudget
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanBudget.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanBudget();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.who = value;
                            else
                                delete message.who;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.used = value;
                            else
                                delete message.used;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanBudget
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanBudget
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanBudget.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanBudget";
            };

            return PlanBudget;
        })();

        v1.PlanFreeze = (function() {

            /**
             * Properties of a PlanFreeze.
             * @typedef {Object} credfleet.v1.PlanFreeze.$Properties
             * @property {string} [name] PlanFreeze name
             * @property {number|Long} [fromMs] PlanFreeze fromMs
             * @property {number|Long} [untilMs] PlanFreeze untilMs
             * @property {number} [hosts] PlanFreeze hosts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanFreeze.
             * @memberof credfleet.v1
             * @interface IPlanFreeze
             * @augments credfleet.v1.PlanFreeze.$Properties
             * @deprecated Use credfleet.v1.PlanFreeze.$Properties instead.
             */

            /**
             * Shape of a PlanFreeze.
             * @typedef {credfleet.v1.PlanFreeze.$Properties} credfleet.v1.PlanFreeze.$Shape
             */

            /**
             * Constructs a new PlanFreeze.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanFreeze.
             * @constructor
             * @param {credfleet.v1.PlanFreeze.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanFreeze = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanFreeze name.
             * @member {string} name
             * @memberof credfleet.v1.PlanFreeze
             * @instance
             */
            PlanFreeze.prototype.name = "";

            /**
             * PlanFreeze fromMs.
             * @member {number|Long} fromMs
             * @memberof credfleet.v1.PlanFreeze
             * @instance
             */
            PlanFreeze.prototype.fromMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * PlanFreeze untilMs.
             * @member {number|Long} untilMs
             * @memberof credfleet.v1.PlanFreeze
             * @instance
             */
            PlanFreeze.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * PlanFreeze hosts.
             * @member {number} hosts
             * @memberof credfleet.v1.PlanFreeze
             * @instance
             */
            PlanFreeze.prototype.hosts = 0;

            /**
             * Creates a new PlanFreeze instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanFreeze
             * @static
             * @param {credfleet.v1.PlanFreeze.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanFreeze} PlanFreeze instance
             * @type {{
             *   (properties: credfleet.v1.PlanFreeze.$Shape): credfleet.v1.PlanFreeze & credfleet.v1.PlanFreeze.$Shape;
             *   (properties?: credfleet.v1.PlanFreeze.$Properties): credfleet.v1.PlanFreeze;
             * }}
             */
            PlanFreeze.create = function(properties) {
                return new PlanFreeze(properties);
            };

            /**
             * Encodes the specified PlanFreeze message. Does not implicitly {@link credfleet.v1.PlanFreeze.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanFreeze
             * @static
             * @param {credfleet.v1.PlanFreeze.$Properties} message PlanFreeze message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanFreeze.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.fromMs != null && $Object.hasOwnProperty.call(message, "fromMs") && (typeof message.fromMs === "object" ? message.fromMs.low || message.fromMs.high : message.fromMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.fromMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.untilMs);
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts") && message.hosts !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.hosts);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanFreeze message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanFreeze
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanFreeze & credfleet.v1.PlanFreeze.$Shape} PlanFreeze
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanFreeze.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanFreeze();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromMs = value;
                            else
                                delete message.fromMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hosts = value;
                            else
                                delete message.hosts;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanFreeze
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanFreeze
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanFreeze.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanFreeze";
            };

            return PlanFreeze;
        })();

        v1.PlanHost = (function() {

            /**
             * Properties of a PlanHost.
             * @typedef {Object} credfleet.v1.PlanHost.$Properties
             * @property {string} [host] PlanHost host
             * @property {string} [step] PlanHost step
             * @property {string} [state] PlanHost state
             * @property {string} [why] PlanHost why
             * @property {number|Long} [runningVersion] PlanHost runningVersion
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PlanHost.
             * @memberof credfleet.v1
             * @interface IPlanHost
             * @augments credfleet.v1.PlanHost.$Properties
             * @deprecated Use credfleet.v1.PlanHost.$Properties instead.
             */

            /**
             * Shape of a PlanHost.
             * @typedef {credfleet.v1.PlanHost.$Properties} credfleet.v1.PlanHost.$Shape
             */

            /**
             * Constructs a new PlanHost.
             * @memberof credfleet.v1
             * @classdesc Represents a PlanHost.
             * @constructor
             * @param {credfleet.v1.PlanHost.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PlanHost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PlanHost host.
             * @member {string} host
             * @memberof credfleet.v1.PlanHost
             * @instance
             */
            PlanHost.prototype.host = "";

            /**
             * PlanHost step.
             * @member {string} step
             * @memberof credfleet.v1.PlanHost
             * @instance
             */
            PlanHost.prototype.step = "";

            /**
             * PlanHost state.
             * @member {string} state
             * @memberof credfleet.v1.PlanHost
             * @instance
             */
            PlanHost.prototype.state = "";

            /**
             * PlanHost why.
             * @member {string} why
             * @memberof credfleet.v1.PlanHost
             * @instance
             */
            PlanHost.prototype.why = "";

            /**
             * PlanHost runningVersion.
             * @member {number|Long} runningVersion
             * @memberof credfleet.v1.PlanHost
             * @instance
             */
            PlanHost.prototype.runningVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new PlanHost instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PlanHost
             * @static
             * @param {credfleet.v1.PlanHost.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PlanHost} PlanHost instance
             * @type {{
             *   (properties: credfleet.v1.PlanHost.$Shape): credfleet.v1.PlanHost & credfleet.v1.PlanHost.$Shape;
             *   (properties?: credfleet.v1.PlanHost.$Properties): credfleet.v1.PlanHost;
             * }}
             */
            PlanHost.create = function(properties) {
                return new PlanHost(properties);
            };

            /**
             * Encodes the specified PlanHost message. Does not implicitly {@link credfleet.v1.PlanHost.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PlanHost
             * @static
             * @param {credfleet.v1.PlanHost.$Properties} message PlanHost message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PlanHost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.step);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.state);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.why);
                if (message.runningVersion != null && $Object.hasOwnProperty.call(message, "runningVersion") && (typeof message.runningVersion === "object" ? message.runningVersion.low || message.runningVersion.high : message.runningVersion !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.runningVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PlanHost message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PlanHost
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanHost & credfleet.v1.PlanHost.$Shape} PlanHost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PlanHost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PlanHost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.runningVersion = value;
                            else
                                delete message.runningVersion;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PlanHost
             * @function getTypeUrl
             * @memberof credfleet.v1.PlanHost
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PlanHost.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PlanHost";
            };

            return PlanHost;
        })();

        v1.KeysStatusRequest = (function() {

            /**
             * Properties of a KeysStatusRequest.
             * @typedef {Object} credfleet.v1.KeysStatusRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeysStatusRequest.
             * @memberof credfleet.v1
             * @interface IKeysStatusRequest
             * @augments credfleet.v1.KeysStatusRequest.$Properties
             * @deprecated Use credfleet.v1.KeysStatusRequest.$Properties instead.
             */

            /**
             * Shape of a KeysStatusRequest.
             * @typedef {credfleet.v1.KeysStatusRequest.$Properties} credfleet.v1.KeysStatusRequest.$Shape
             */

            /**
             * Constructs a new KeysStatusRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a KeysStatusRequest.
             * @constructor
             * @param {credfleet.v1.KeysStatusRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeysStatusRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new KeysStatusRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.KeysStatusRequest
             * @static
             * @param {credfleet.v1.KeysStatusRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.KeysStatusRequest} KeysStatusRequest instance
             * @type {{
             *   (properties: credfleet.v1.KeysStatusRequest.$Shape): credfleet.v1.KeysStatusRequest & credfleet.v1.KeysStatusRequest.$Shape;
             *   (properties?: credfleet.v1.KeysStatusRequest.$Properties): credfleet.v1.KeysStatusRequest;
             * }}
             */
            KeysStatusRequest.create = function(properties) {
                return new KeysStatusRequest(properties);
            };

            /**
             * Encodes the specified KeysStatusRequest message. Does not implicitly {@link credfleet.v1.KeysStatusRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.KeysStatusRequest
             * @static
             * @param {credfleet.v1.KeysStatusRequest.$Properties} message KeysStatusRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeysStatusRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeysStatusRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.KeysStatusRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.KeysStatusRequest & credfleet.v1.KeysStatusRequest.$Shape} KeysStatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeysStatusRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.KeysStatusRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for KeysStatusRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.KeysStatusRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            KeysStatusRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.KeysStatusRequest";
            };

            return KeysStatusRequest;
        })();

        v1.RotateRequest = (function() {

            /**
             * Properties of a RotateRequest.
             * @typedef {Object} credfleet.v1.RotateRequest.$Properties
             * @property {string} [key] RotateRequest key
             * @property {boolean} [leaveBehind] RotateRequest leaveBehind
             * @property {number|Long} [trustEpoch] RotateRequest trustEpoch
             * @property {boolean} [isStolen] RotateRequest isStolen
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RotateRequest.
             * @memberof credfleet.v1
             * @interface IRotateRequest
             * @augments credfleet.v1.RotateRequest.$Properties
             * @deprecated Use credfleet.v1.RotateRequest.$Properties instead.
             */

            /**
             * Shape of a RotateRequest.
             * @typedef {credfleet.v1.RotateRequest.$Properties} credfleet.v1.RotateRequest.$Shape
             */

            /**
             * Constructs a new RotateRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a RotateRequest.
             * @constructor
             * @param {credfleet.v1.RotateRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RotateRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RotateRequest key.
             * @member {string} key
             * @memberof credfleet.v1.RotateRequest
             * @instance
             */
            RotateRequest.prototype.key = "";

            /**
             * RotateRequest leaveBehind.
             * @member {boolean} leaveBehind
             * @memberof credfleet.v1.RotateRequest
             * @instance
             */
            RotateRequest.prototype.leaveBehind = false;

            /**
             * RotateRequest trustEpoch.
             * @member {number|Long} trustEpoch
             * @memberof credfleet.v1.RotateRequest
             * @instance
             */
            RotateRequest.prototype.trustEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RotateRequest isStolen.
             * @member {boolean} isStolen
             * @memberof credfleet.v1.RotateRequest
             * @instance
             */
            RotateRequest.prototype.isStolen = false;

            /**
             * Creates a new RotateRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.RotateRequest
             * @static
             * @param {credfleet.v1.RotateRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.RotateRequest} RotateRequest instance
             * @type {{
             *   (properties: credfleet.v1.RotateRequest.$Shape): credfleet.v1.RotateRequest & credfleet.v1.RotateRequest.$Shape;
             *   (properties?: credfleet.v1.RotateRequest.$Properties): credfleet.v1.RotateRequest;
             * }}
             */
            RotateRequest.create = function(properties) {
                return new RotateRequest(properties);
            };

            /**
             * Encodes the specified RotateRequest message. Does not implicitly {@link credfleet.v1.RotateRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.RotateRequest
             * @static
             * @param {credfleet.v1.RotateRequest.$Properties} message RotateRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RotateRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.leaveBehind != null && $Object.hasOwnProperty.call(message, "leaveBehind") && message.leaveBehind !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.leaveBehind);
                if (message.trustEpoch != null && $Object.hasOwnProperty.call(message, "trustEpoch") && (typeof message.trustEpoch === "object" ? message.trustEpoch.low || message.trustEpoch.high : message.trustEpoch !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.trustEpoch);
                if (message.isStolen != null && $Object.hasOwnProperty.call(message, "isStolen") && message.isStolen !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.isStolen);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RotateRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.RotateRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.RotateRequest & credfleet.v1.RotateRequest.$Shape} RotateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RotateRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.RotateRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.leaveBehind = value;
                            else
                                delete message.leaveBehind;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustEpoch = value;
                            else
                                delete message.trustEpoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isStolen = value;
                            else
                                delete message.isStolen;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for RotateRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.RotateRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RotateRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.RotateRequest";
            };

            return RotateRequest;
        })();

        v1.KeysStatus = (function() {

            /**
             * Properties of a KeysStatus.
             * @typedef {Object} credfleet.v1.KeysStatus.$Properties
             * @property {string} [clusterUid] KeysStatus clusterUid
             * @property {number|Long} [trustEpoch] KeysStatus trustEpoch
             * @property {Array.<credfleet.v1.CaStatus.$Properties>} [cas] KeysStatus cas
             * @property {Array.<string>} [intentKeyIds] KeysStatus intentKeyIds
             * @property {Array.<credfleet.v1.TrustChangeRow.$Properties>} [changes] KeysStatus changes
             * @property {Array.<credfleet.v1.HostTrustRow.$Properties>} [behind] KeysStatus behind
             * @property {number} [hosts] KeysStatus hosts
             * @property {number} [behindHosts] KeysStatus behindHosts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeysStatus.
             * @memberof credfleet.v1
             * @interface IKeysStatus
             * @augments credfleet.v1.KeysStatus.$Properties
             * @deprecated Use credfleet.v1.KeysStatus.$Properties instead.
             */

            /**
             * Shape of a KeysStatus.
             * @typedef {credfleet.v1.KeysStatus.$Properties} credfleet.v1.KeysStatus.$Shape
             */

            /**
             * Constructs a new KeysStatus.
             * @memberof credfleet.v1
             * @classdesc Represents a KeysStatus.
             * @constructor
             * @param {credfleet.v1.KeysStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeysStatus = function (properties) {
                this.cas = [];
                this.intentKeyIds = [];
                this.changes = [];
                this.behind = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * KeysStatus clusterUid.
             * @member {string} clusterUid
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.clusterUid = "";

            /**
             * KeysStatus trustEpoch.
             * @member {number|Long} trustEpoch
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.trustEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * KeysStatus cas.
             * @member {Array.<credfleet.v1.CaStatus>} cas
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.cas = $util.emptyArray;

            /**
             * KeysStatus intentKeyIds.
             * @member {Array.<string>} intentKeyIds
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.intentKeyIds = $util.emptyArray;

            /**
             * KeysStatus changes.
             * @member {Array.<credfleet.v1.TrustChangeRow>} changes
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.changes = $util.emptyArray;

            /**
             * KeysStatus behind.
             * @member {Array.<credfleet.v1.HostTrustRow>} behind
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.behind = $util.emptyArray;

            /**
             * KeysStatus hosts.
             * @member {number} hosts
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.hosts = 0;

            /**
             * KeysStatus behindHosts.
             * @member {number} behindHosts
             * @memberof credfleet.v1.KeysStatus
             * @instance
             */
            KeysStatus.prototype.behindHosts = 0;

            /**
             * Creates a new KeysStatus instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.KeysStatus
             * @static
             * @param {credfleet.v1.KeysStatus.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.KeysStatus} KeysStatus instance
             * @type {{
             *   (properties: credfleet.v1.KeysStatus.$Shape): credfleet.v1.KeysStatus & credfleet.v1.KeysStatus.$Shape;
             *   (properties?: credfleet.v1.KeysStatus.$Properties): credfleet.v1.KeysStatus;
             * }}
             */
            KeysStatus.create = function(properties) {
                return new KeysStatus(properties);
            };

            /**
             * Encodes the specified KeysStatus message. Does not implicitly {@link credfleet.v1.KeysStatus.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.KeysStatus
             * @static
             * @param {credfleet.v1.KeysStatus.$Properties} message KeysStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeysStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clusterUid != null && $Object.hasOwnProperty.call(message, "clusterUid") && message.clusterUid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.clusterUid);
                if (message.trustEpoch != null && $Object.hasOwnProperty.call(message, "trustEpoch") && (typeof message.trustEpoch === "object" ? message.trustEpoch.low || message.trustEpoch.high : message.trustEpoch !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.trustEpoch);
                if (message.cas != null && message.cas.length)
                    for (let i = 0; i < message.cas.length; ++i)
                        $root.credfleet.v1.CaStatus.encode(message.cas[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.intentKeyIds != null && message.intentKeyIds.length)
                    for (let i = 0; i < message.intentKeyIds.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.intentKeyIds[i]);
                if (message.changes != null && message.changes.length)
                    for (let i = 0; i < message.changes.length; ++i)
                        $root.credfleet.v1.TrustChangeRow.encode(message.changes[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.behind != null && message.behind.length)
                    for (let i = 0; i < message.behind.length; ++i)
                        $root.credfleet.v1.HostTrustRow.encode(message.behind[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts") && message.hosts !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.hosts);
                if (message.behindHosts != null && $Object.hasOwnProperty.call(message, "behindHosts") && message.behindHosts !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.behindHosts);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeysStatus message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.KeysStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.KeysStatus & credfleet.v1.KeysStatus.$Shape} KeysStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeysStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.KeysStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterUid = value;
                            else
                                delete message.clusterUid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustEpoch = value;
                            else
                                delete message.trustEpoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.cas && message.cas.length))
                                message.cas = [];
                            message.cas.push($root.credfleet.v1.CaStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.intentKeyIds && message.intentKeyIds.length))
                                message.intentKeyIds = [];
                            message.intentKeyIds.push(reader.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.changes && message.changes.length))
                                message.changes = [];
                            message.changes.push($root.credfleet.v1.TrustChangeRow.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.behind && message.behind.length))
                                message.behind = [];
                            message.behind.push($root.credfleet.v1.HostTrustRow.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hosts = value;
                            else
                                delete message.hosts;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.behindHosts = value;
                            else
                                delete message.behindHosts;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for KeysStatus
             * @function getTypeUrl
             * @memberof credfleet.v1.KeysStatus
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            KeysStatus.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.KeysStatus";
            };

            return KeysStatus;
        })();

        v1.CaStatus = (function() {

            /**
             * Properties of a CaStatus.
             * @typedef {Object} credfleet.v1.CaStatus.$Properties
             * @property {string} [role] CaStatus role
             * @property {string} [pin] CaStatus pin
             * @property {number|Long} [notAfterMs] CaStatus notAfterMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CaStatus.
             * @memberof credfleet.v1
             * @interface ICaStatus
             * @augments credfleet.v1.CaStatus.$Properties
             * @deprecated Use credfleet.v1.CaStatus.$Properties instead.
             */

            /**
             * Shape of a CaStatus.
             * @typedef {credfleet.v1.CaStatus.$Properties} credfleet.v1.CaStatus.$Shape
             */

            /**
             * Constructs a new CaStatus.
             * @memberof credfleet.v1
             * @classdesc Represents a CaStatus.
             * @constructor
             * @param {credfleet.v1.CaStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CaStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CaStatus role.
             * @member {string} role
             * @memberof credfleet.v1.CaStatus
             * @instance
             */
            CaStatus.prototype.role = "";

            /**
             * CaStatus pin.
             * @member {string} pin
             * @memberof credfleet.v1.CaStatus
             * @instance
             */
            CaStatus.prototype.pin = "";

            /**
             * CaStatus notAfterMs.
             * @member {number|Long} notAfterMs
             * @memberof credfleet.v1.CaStatus
             * @instance
             */
            CaStatus.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new CaStatus instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.CaStatus
             * @static
             * @param {credfleet.v1.CaStatus.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.CaStatus} CaStatus instance
             * @type {{
             *   (properties: credfleet.v1.CaStatus.$Shape): credfleet.v1.CaStatus & credfleet.v1.CaStatus.$Shape;
             *   (properties?: credfleet.v1.CaStatus.$Properties): credfleet.v1.CaStatus;
             * }}
             */
            CaStatus.create = function(properties) {
                return new CaStatus(properties);
            };

            /**
             * Encodes the specified CaStatus message. Does not implicitly {@link credfleet.v1.CaStatus.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.CaStatus
             * @static
             * @param {credfleet.v1.CaStatus.$Properties} message CaStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CaStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.role);
                if (message.pin != null && $Object.hasOwnProperty.call(message, "pin") && message.pin !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.pin);
                if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.notAfterMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CaStatus message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.CaStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.CaStatus & credfleet.v1.CaStatus.$Shape} CaStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CaStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.CaStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.role = value;
                            else
                                delete message.role;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pin = value;
                            else
                                delete message.pin;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.notAfterMs = value;
                            else
                                delete message.notAfterMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for CaStatus
             * @function getTypeUrl
             * @memberof credfleet.v1.CaStatus
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            CaStatus.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.CaStatus";
            };

            return CaStatus;
        })();

        v1.TrustChangeRow = (function() {

            /**
             * Properties of a TrustChangeRow.
             * @typedef {Object} credfleet.v1.TrustChangeRow.$Properties
             * @property {number|Long} [trustEpoch] TrustChangeRow trustEpoch
             * @property {string} [change] TrustChangeRow change
             * @property {number|Long} [atMs] TrustChangeRow atMs
             * @property {string} [by] TrustChangeRow by
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TrustChangeRow.
             * @memberof credfleet.v1
             * @interface ITrustChangeRow
             * @augments credfleet.v1.TrustChangeRow.$Properties
             * @deprecated Use credfleet.v1.TrustChangeRow.$Properties instead.
             */

            /**
             * Shape of a TrustChangeRow.
             * @typedef {credfleet.v1.TrustChangeRow.$Properties} credfleet.v1.TrustChangeRow.$Shape
             */

            /**
             * Constructs a new TrustChangeRow.
             * @memberof credfleet.v1
             * @classdesc Represents a TrustChangeRow.
             * @constructor
             * @param {credfleet.v1.TrustChangeRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TrustChangeRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TrustChangeRow trustEpoch.
             * @member {number|Long} trustEpoch
             * @memberof credfleet.v1.TrustChangeRow
             * @instance
             */
            TrustChangeRow.prototype.trustEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TrustChangeRow change.
             * @member {string} change
             * @memberof credfleet.v1.TrustChangeRow
             * @instance
             */
            TrustChangeRow.prototype.change = "";

            /**
             * TrustChangeRow atMs.
             * @member {number|Long} atMs
             * @memberof credfleet.v1.TrustChangeRow
             * @instance
             */
            TrustChangeRow.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * TrustChangeRow by.
             * @member {string} by
             * @memberof credfleet.v1.TrustChangeRow
             * @instance
             */
            TrustChangeRow.prototype.by = "";

            /**
             * Creates a new TrustChangeRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.TrustChangeRow
             * @static
             * @param {credfleet.v1.TrustChangeRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.TrustChangeRow} TrustChangeRow instance
             * @type {{
             *   (properties: credfleet.v1.TrustChangeRow.$Shape): credfleet.v1.TrustChangeRow & credfleet.v1.TrustChangeRow.$Shape;
             *   (properties?: credfleet.v1.TrustChangeRow.$Properties): credfleet.v1.TrustChangeRow;
             * }}
             */
            TrustChangeRow.create = function(properties) {
                return new TrustChangeRow(properties);
            };

            /**
             * Encodes the specified TrustChangeRow message. Does not implicitly {@link credfleet.v1.TrustChangeRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.TrustChangeRow
             * @static
             * @param {credfleet.v1.TrustChangeRow.$Properties} message TrustChangeRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TrustChangeRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.trustEpoch != null && $Object.hasOwnProperty.call(message, "trustEpoch") && (typeof message.trustEpoch === "object" ? message.trustEpoch.low || message.trustEpoch.high : message.trustEpoch !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.trustEpoch);
                if (message.change != null && $Object.hasOwnProperty.call(message, "change") && message.change !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.change);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.atMs);
                if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.by);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TrustChangeRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.TrustChangeRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.TrustChangeRow & credfleet.v1.TrustChangeRow.$Shape} TrustChangeRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TrustChangeRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.TrustChangeRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustEpoch = value;
                            else
                                delete message.trustEpoch;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.change = value;
                            else
                                delete message.change;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.by = value;
                            else
                                delete message.by;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for TrustChangeRow
             * @function getTypeUrl
             * @memberof credfleet.v1.TrustChangeRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TrustChangeRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.TrustChangeRow";
            };

            return TrustChangeRow;
        })();

        v1.HostTrustRow = (function() {

            /**
             * Properties of a HostTrustRow.
             * @typedef {Object} credfleet.v1.HostTrustRow.$Properties
             * @property {string} [host] HostTrustRow host
             * @property {number|Long} [trustEpoch] HostTrustRow trustEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HostTrustRow.
             * @memberof credfleet.v1
             * @interface IHostTrustRow
             * @augments credfleet.v1.HostTrustRow.$Properties
             * @deprecated Use credfleet.v1.HostTrustRow.$Properties instead.
             */

            /**
             * Shape of a HostTrustRow.
             * @typedef {credfleet.v1.HostTrustRow.$Properties} credfleet.v1.HostTrustRow.$Shape
             */

            /**
             * Constructs a new HostTrustRow.
             * @memberof credfleet.v1
             * @classdesc Represents a HostTrustRow.
             * @constructor
             * @param {credfleet.v1.HostTrustRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HostTrustRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HostTrustRow host.
             * @member {string} host
             * @memberof credfleet.v1.HostTrustRow
             * @instance
             */
            HostTrustRow.prototype.host = "";

            /**
             * HostTrustRow trustEpoch.
             * @member {number|Long} trustEpoch
             * @memberof credfleet.v1.HostTrustRow
             * @instance
             */
            HostTrustRow.prototype.trustEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new HostTrustRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.HostTrustRow
             * @static
             * @param {credfleet.v1.HostTrustRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.HostTrustRow} HostTrustRow instance
             * @type {{
             *   (properties: credfleet.v1.HostTrustRow.$Shape): credfleet.v1.HostTrustRow & credfleet.v1.HostTrustRow.$Shape;
             *   (properties?: credfleet.v1.HostTrustRow.$Properties): credfleet.v1.HostTrustRow;
             * }}
             */
            HostTrustRow.create = function(properties) {
                return new HostTrustRow(properties);
            };

            /**
             * Encodes the specified HostTrustRow message. Does not implicitly {@link credfleet.v1.HostTrustRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.HostTrustRow
             * @static
             * @param {credfleet.v1.HostTrustRow.$Properties} message HostTrustRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HostTrustRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.host);
                if (message.trustEpoch != null && $Object.hasOwnProperty.call(message, "trustEpoch") && (typeof message.trustEpoch === "object" ? message.trustEpoch.low || message.trustEpoch.high : message.trustEpoch !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.trustEpoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HostTrustRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.HostTrustRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.HostTrustRow & credfleet.v1.HostTrustRow.$Shape} HostTrustRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HostTrustRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.HostTrustRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustEpoch = value;
                            else
                                delete message.trustEpoch;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for HostTrustRow
             * @function getTypeUrl
             * @memberof credfleet.v1.HostTrustRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HostTrustRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.HostTrustRow";
            };

            return HostTrustRow;
        })();

        v1.AuditCheckpointRequest = (function() {

            /**
             * Properties of an AuditCheckpointRequest.
             * @typedef {Object} credfleet.v1.AuditCheckpointRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditCheckpointRequest.
             * @memberof credfleet.v1
             * @interface IAuditCheckpointRequest
             * @augments credfleet.v1.AuditCheckpointRequest.$Properties
             * @deprecated Use credfleet.v1.AuditCheckpointRequest.$Properties instead.
             */

            /**
             * Shape of an AuditCheckpointRequest.
             * @typedef {credfleet.v1.AuditCheckpointRequest.$Properties} credfleet.v1.AuditCheckpointRequest.$Shape
             */

            /**
             * Constructs a new AuditCheckpointRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditCheckpointRequest.
             * @constructor
             * @param {credfleet.v1.AuditCheckpointRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditCheckpointRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new AuditCheckpointRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditCheckpointRequest
             * @static
             * @param {credfleet.v1.AuditCheckpointRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditCheckpointRequest} AuditCheckpointRequest instance
             * @type {{
             *   (properties: credfleet.v1.AuditCheckpointRequest.$Shape): credfleet.v1.AuditCheckpointRequest & credfleet.v1.AuditCheckpointRequest.$Shape;
             *   (properties?: credfleet.v1.AuditCheckpointRequest.$Properties): credfleet.v1.AuditCheckpointRequest;
             * }}
             */
            AuditCheckpointRequest.create = function(properties) {
                return new AuditCheckpointRequest(properties);
            };

            /**
             * Encodes the specified AuditCheckpointRequest message. Does not implicitly {@link credfleet.v1.AuditCheckpointRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditCheckpointRequest
             * @static
             * @param {credfleet.v1.AuditCheckpointRequest.$Properties} message AuditCheckpointRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditCheckpointRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditCheckpointRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditCheckpointRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditCheckpointRequest & credfleet.v1.AuditCheckpointRequest.$Shape} AuditCheckpointRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditCheckpointRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditCheckpointRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditCheckpointRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditCheckpointRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditCheckpointRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditCheckpointRequest";
            };

            return AuditCheckpointRequest;
        })();

        v1.AuditCheckpoint = (function() {

            /**
             * Properties of an AuditCheckpoint.
             * @typedef {Object} credfleet.v1.AuditCheckpoint.$Properties
             * @property {string} [checkpoint] AuditCheckpoint checkpoint
             * @property {string} [key] AuditCheckpoint key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditCheckpoint.
             * @memberof credfleet.v1
             * @interface IAuditCheckpoint
             * @augments credfleet.v1.AuditCheckpoint.$Properties
             * @deprecated Use credfleet.v1.AuditCheckpoint.$Properties instead.
             */

            /**
             * Shape of an AuditCheckpoint.
             * @typedef {credfleet.v1.AuditCheckpoint.$Properties} credfleet.v1.AuditCheckpoint.$Shape
             */

            /**
             * Constructs a new AuditCheckpoint.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditCheckpoint.
             * @constructor
             * @param {credfleet.v1.AuditCheckpoint.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditCheckpoint = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditCheckpoint checkpoint.
             * @member {string} checkpoint
             * @memberof credfleet.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.checkpoint = "";

            /**
             * AuditCheckpoint key.
             * @member {string} key
             * @memberof credfleet.v1.AuditCheckpoint
             * @instance
             */
            AuditCheckpoint.prototype.key = "";

            /**
             * Creates a new AuditCheckpoint instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditCheckpoint
             * @static
             * @param {credfleet.v1.AuditCheckpoint.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditCheckpoint} AuditCheckpoint instance
             * @type {{
             *   (properties: credfleet.v1.AuditCheckpoint.$Shape): credfleet.v1.AuditCheckpoint & credfleet.v1.AuditCheckpoint.$Shape;
             *   (properties?: credfleet.v1.AuditCheckpoint.$Properties): credfleet.v1.AuditCheckpoint;
             * }}
             */
            AuditCheckpoint.create = function(properties) {
                return new AuditCheckpoint(properties);
            };

            /**
             * Encodes the specified AuditCheckpoint message. Does not implicitly {@link credfleet.v1.AuditCheckpoint.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditCheckpoint
             * @static
             * @param {credfleet.v1.AuditCheckpoint.$Properties} message AuditCheckpoint message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditCheckpoint.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint") && message.checkpoint !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.checkpoint);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditCheckpoint message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditCheckpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditCheckpoint & credfleet.v1.AuditCheckpoint.$Shape} AuditCheckpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditCheckpoint.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditCheckpoint();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.checkpoint = value;
                            else
                                delete message.checkpoint;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditCheckpoint
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditCheckpoint
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditCheckpoint.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditCheckpoint";
            };

            return AuditCheckpoint;
        })();

        v1.AuditExportRequest = (function() {

            /**
             * Properties of an AuditExportRequest.
             * @typedef {Object} credfleet.v1.AuditExportRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditExportRequest.
             * @memberof credfleet.v1
             * @interface IAuditExportRequest
             * @augments credfleet.v1.AuditExportRequest.$Properties
             * @deprecated Use credfleet.v1.AuditExportRequest.$Properties instead.
             */

            /**
             * Shape of an AuditExportRequest.
             * @typedef {credfleet.v1.AuditExportRequest.$Properties} credfleet.v1.AuditExportRequest.$Shape
             */

            /**
             * Constructs a new AuditExportRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditExportRequest.
             * @constructor
             * @param {credfleet.v1.AuditExportRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditExportRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new AuditExportRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditExportRequest
             * @static
             * @param {credfleet.v1.AuditExportRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditExportRequest} AuditExportRequest instance
             * @type {{
             *   (properties: credfleet.v1.AuditExportRequest.$Shape): credfleet.v1.AuditExportRequest & credfleet.v1.AuditExportRequest.$Shape;
             *   (properties?: credfleet.v1.AuditExportRequest.$Properties): credfleet.v1.AuditExportRequest;
             * }}
             */
            AuditExportRequest.create = function(properties) {
                return new AuditExportRequest(properties);
            };

            /**
             * Encodes the specified AuditExportRequest message. Does not implicitly {@link credfleet.v1.AuditExportRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditExportRequest
             * @static
             * @param {credfleet.v1.AuditExportRequest.$Properties} message AuditExportRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditExportRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditExportRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditExportRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditExportRequest & credfleet.v1.AuditExportRequest.$Shape} AuditExportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditExportRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditExportRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditExportRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditExportRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditExportRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditExportRequest";
            };

            return AuditExportRequest;
        })();

        v1.AuditInclusionRequest = (function() {

            /**
             * Properties of an AuditInclusionRequest.
             * @typedef {Object} credfleet.v1.AuditInclusionRequest.$Properties
             * @property {Array.<number|Long>} [seqs] AuditInclusionRequest seqs
             * @property {number|Long} [size] AuditInclusionRequest size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditInclusionRequest.
             * @memberof credfleet.v1
             * @interface IAuditInclusionRequest
             * @augments credfleet.v1.AuditInclusionRequest.$Properties
             * @deprecated Use credfleet.v1.AuditInclusionRequest.$Properties instead.
             */

            /**
             * Shape of an AuditInclusionRequest.
             * @typedef {credfleet.v1.AuditInclusionRequest.$Properties} credfleet.v1.AuditInclusionRequest.$Shape
             */

            /**
             * Constructs a new AuditInclusionRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditInclusionRequest.
             * @constructor
             * @param {credfleet.v1.AuditInclusionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditInclusionRequest = function (properties) {
                this.seqs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditInclusionRequest seqs.
             * @member {Array.<number|Long>} seqs
             * @memberof credfleet.v1.AuditInclusionRequest
             * @instance
             */
            AuditInclusionRequest.prototype.seqs = $util.emptyArray;

            /**
             * AuditInclusionRequest size.
             * @member {number|Long} size
             * @memberof credfleet.v1.AuditInclusionRequest
             * @instance
             */
            AuditInclusionRequest.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new AuditInclusionRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditInclusionRequest
             * @static
             * @param {credfleet.v1.AuditInclusionRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditInclusionRequest} AuditInclusionRequest instance
             * @type {{
             *   (properties: credfleet.v1.AuditInclusionRequest.$Shape): credfleet.v1.AuditInclusionRequest & credfleet.v1.AuditInclusionRequest.$Shape;
             *   (properties?: credfleet.v1.AuditInclusionRequest.$Properties): credfleet.v1.AuditInclusionRequest;
             * }}
             */
            AuditInclusionRequest.create = function(properties) {
                return new AuditInclusionRequest(properties);
            };

            /**
             * Encodes the specified AuditInclusionRequest message. Does not implicitly {@link credfleet.v1.AuditInclusionRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditInclusionRequest
             * @static
             * @param {credfleet.v1.AuditInclusionRequest.$Properties} message AuditInclusionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditInclusionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.seqs != null && message.seqs.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint64s(message.seqs);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.size);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditInclusionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditInclusionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditInclusionRequest & credfleet.v1.AuditInclusionRequest.$Shape} AuditInclusionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditInclusionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditInclusionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.seqs && message.seqs.length))
                                    message.seqs = [];
                                reader.uint64s(message.seqs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.seqs && message.seqs.length))
                                message.seqs = [];
                            message.seqs.push(reader.uint64());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditInclusionRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditInclusionRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditInclusionRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditInclusionRequest";
            };

            return AuditInclusionRequest;
        })();

        v1.AuditConsistencyRequest = (function() {

            /**
             * Properties of an AuditConsistencyRequest.
             * @typedef {Object} credfleet.v1.AuditConsistencyRequest.$Properties
             * @property {number|Long} [from] AuditConsistencyRequest from
             * @property {number|Long} [to] AuditConsistencyRequest to
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditConsistencyRequest.
             * @memberof credfleet.v1
             * @interface IAuditConsistencyRequest
             * @augments credfleet.v1.AuditConsistencyRequest.$Properties
             * @deprecated Use credfleet.v1.AuditConsistencyRequest.$Properties instead.
             */

            /**
             * Shape of an AuditConsistencyRequest.
             * @typedef {credfleet.v1.AuditConsistencyRequest.$Properties} credfleet.v1.AuditConsistencyRequest.$Shape
             */

            /**
             * Constructs a new AuditConsistencyRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditConsistencyRequest.
             * @constructor
             * @param {credfleet.v1.AuditConsistencyRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditConsistencyRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditConsistencyRequest from.
             * @member {number|Long} from
             * @memberof credfleet.v1.AuditConsistencyRequest
             * @instance
             */
            AuditConsistencyRequest.prototype.from = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditConsistencyRequest to.
             * @member {number|Long} to
             * @memberof credfleet.v1.AuditConsistencyRequest
             * @instance
             */
            AuditConsistencyRequest.prototype.to = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new AuditConsistencyRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditConsistencyRequest
             * @static
             * @param {credfleet.v1.AuditConsistencyRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditConsistencyRequest} AuditConsistencyRequest instance
             * @type {{
             *   (properties: credfleet.v1.AuditConsistencyRequest.$Shape): credfleet.v1.AuditConsistencyRequest & credfleet.v1.AuditConsistencyRequest.$Shape;
             *   (properties?: credfleet.v1.AuditConsistencyRequest.$Properties): credfleet.v1.AuditConsistencyRequest;
             * }}
             */
            AuditConsistencyRequest.create = function(properties) {
                return new AuditConsistencyRequest(properties);
            };

            /**
             * Encodes the specified AuditConsistencyRequest message. Does not implicitly {@link credfleet.v1.AuditConsistencyRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditConsistencyRequest
             * @static
             * @param {credfleet.v1.AuditConsistencyRequest.$Properties} message AuditConsistencyRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditConsistencyRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.from);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to") && (typeof message.to === "object" ? message.to.low || message.to.high : message.to !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.to);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditConsistencyRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditConsistencyRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditConsistencyRequest & credfleet.v1.AuditConsistencyRequest.$Shape} AuditConsistencyRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditConsistencyRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditConsistencyRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.to = value;
                            else
                                delete message.to;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditConsistencyRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditConsistencyRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditConsistencyRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditConsistencyRequest";
            };

            return AuditConsistencyRequest;
        })();

        v1.AuditConsistency = (function() {

            /**
             * Properties of an AuditConsistency.
             * @typedef {Object} credfleet.v1.AuditConsistency.$Properties
             * @property {number|Long} [from] AuditConsistency from
             * @property {number|Long} [to] AuditConsistency to
             * @property {Array.<string>} [path] AuditConsistency path
             * @property {string} [checkpoint] AuditConsistency checkpoint
             * @property {string} [key] AuditConsistency key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditConsistency.
             * @memberof credfleet.v1
             * @interface IAuditConsistency
             * @augments credfleet.v1.AuditConsistency.$Properties
             * @deprecated Use credfleet.v1.AuditConsistency.$Properties instead.
             */

            /**
             * Shape of an AuditConsistency.
             * @typedef {credfleet.v1.AuditConsistency.$Properties} credfleet.v1.AuditConsistency.$Shape
             */

            /**
             * Constructs a new AuditConsistency.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditConsistency.
             * @constructor
             * @param {credfleet.v1.AuditConsistency.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditConsistency = function (properties) {
                this.path = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditConsistency from.
             * @member {number|Long} from
             * @memberof credfleet.v1.AuditConsistency
             * @instance
             */
            AuditConsistency.prototype.from = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditConsistency to.
             * @member {number|Long} to
             * @memberof credfleet.v1.AuditConsistency
             * @instance
             */
            AuditConsistency.prototype.to = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditConsistency path.
             * @member {Array.<string>} path
             * @memberof credfleet.v1.AuditConsistency
             * @instance
             */
            AuditConsistency.prototype.path = $util.emptyArray;

            /**
             * AuditConsistency checkpoint.
             * @member {string} checkpoint
             * @memberof credfleet.v1.AuditConsistency
             * @instance
             */
            AuditConsistency.prototype.checkpoint = "";

            /**
             * AuditConsistency key.
             * @member {string} key
             * @memberof credfleet.v1.AuditConsistency
             * @instance
             */
            AuditConsistency.prototype.key = "";

            /**
             * Creates a new AuditConsistency instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditConsistency
             * @static
             * @param {credfleet.v1.AuditConsistency.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditConsistency} AuditConsistency instance
             * @type {{
             *   (properties: credfleet.v1.AuditConsistency.$Shape): credfleet.v1.AuditConsistency & credfleet.v1.AuditConsistency.$Shape;
             *   (properties?: credfleet.v1.AuditConsistency.$Properties): credfleet.v1.AuditConsistency;
             * }}
             */
            AuditConsistency.create = function(properties) {
                return new AuditConsistency(properties);
            };

            /**
             * Encodes the specified AuditConsistency message. Does not implicitly {@link credfleet.v1.AuditConsistency.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditConsistency
             * @static
             * @param {credfleet.v1.AuditConsistency.$Properties} message AuditConsistency message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditConsistency.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.from);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to") && (typeof message.to === "object" ? message.to.low || message.to.high : message.to !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.to);
                if (message.path != null && message.path.length)
                    for (let i = 0; i < message.path.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.path[i]);
                if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint") && message.checkpoint !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.checkpoint);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditConsistency message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditConsistency
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditConsistency & credfleet.v1.AuditConsistency.$Shape} AuditConsistency
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditConsistency.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditConsistency();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.to = value;
                            else
                                delete message.to;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.path && message.path.length))
                                message.path = [];
                            message.path.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.checkpoint = value;
                            else
                                delete message.checkpoint;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditConsistency
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditConsistency
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditConsistency.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditConsistency";
            };

            return AuditConsistency;
        })();

        v1.AuditExportLine = (function() {

            /**
             * Properties of an AuditExportLine.
             * @typedef {Object} credfleet.v1.AuditExportLine.$Properties
             * @property {string} [line] AuditExportLine line
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditExportLine.
             * @memberof credfleet.v1
             * @interface IAuditExportLine
             * @augments credfleet.v1.AuditExportLine.$Properties
             * @deprecated Use credfleet.v1.AuditExportLine.$Properties instead.
             */

            /**
             * Shape of an AuditExportLine.
             * @typedef {credfleet.v1.AuditExportLine.$Properties} credfleet.v1.AuditExportLine.$Shape
             */

            /**
             * Constructs a new AuditExportLine.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditExportLine.
             * @constructor
             * @param {credfleet.v1.AuditExportLine.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditExportLine = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditExportLine line.
             * @member {string} line
             * @memberof credfleet.v1.AuditExportLine
             * @instance
             */
            AuditExportLine.prototype.line = "";

            /**
             * Creates a new AuditExportLine instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditExportLine
             * @static
             * @param {credfleet.v1.AuditExportLine.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditExportLine} AuditExportLine instance
             * @type {{
             *   (properties: credfleet.v1.AuditExportLine.$Shape): credfleet.v1.AuditExportLine & credfleet.v1.AuditExportLine.$Shape;
             *   (properties?: credfleet.v1.AuditExportLine.$Properties): credfleet.v1.AuditExportLine;
             * }}
             */
            AuditExportLine.create = function(properties) {
                return new AuditExportLine(properties);
            };

            /**
             * Encodes the specified AuditExportLine message. Does not implicitly {@link credfleet.v1.AuditExportLine.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditExportLine
             * @static
             * @param {credfleet.v1.AuditExportLine.$Properties} message AuditExportLine message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditExportLine.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.line);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditExportLine message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditExportLine
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditExportLine & credfleet.v1.AuditExportLine.$Shape} AuditExportLine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditExportLine.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditExportLine();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.line = value;
                            else
                                delete message.line;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditExportLine
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditExportLine
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditExportLine.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditExportLine";
            };

            return AuditExportLine;
        })();

        v1.RetentionStatusRequest = (function() {

            /**
             * Properties of a RetentionStatusRequest.
             * @typedef {Object} credfleet.v1.RetentionStatusRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RetentionStatusRequest.
             * @memberof credfleet.v1
             * @interface IRetentionStatusRequest
             * @augments credfleet.v1.RetentionStatusRequest.$Properties
             * @deprecated Use credfleet.v1.RetentionStatusRequest.$Properties instead.
             */

            /**
             * Shape of a RetentionStatusRequest.
             * @typedef {credfleet.v1.RetentionStatusRequest.$Properties} credfleet.v1.RetentionStatusRequest.$Shape
             */

            /**
             * Constructs a new RetentionStatusRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a RetentionStatusRequest.
             * @constructor
             * @param {credfleet.v1.RetentionStatusRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RetentionStatusRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new RetentionStatusRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.RetentionStatusRequest
             * @static
             * @param {credfleet.v1.RetentionStatusRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.RetentionStatusRequest} RetentionStatusRequest instance
             * @type {{
             *   (properties: credfleet.v1.RetentionStatusRequest.$Shape): credfleet.v1.RetentionStatusRequest & credfleet.v1.RetentionStatusRequest.$Shape;
             *   (properties?: credfleet.v1.RetentionStatusRequest.$Properties): credfleet.v1.RetentionStatusRequest;
             * }}
             */
            RetentionStatusRequest.create = function(properties) {
                return new RetentionStatusRequest(properties);
            };

            /**
             * Encodes the specified RetentionStatusRequest message. Does not implicitly {@link credfleet.v1.RetentionStatusRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.RetentionStatusRequest
             * @static
             * @param {credfleet.v1.RetentionStatusRequest.$Properties} message RetentionStatusRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RetentionStatusRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RetentionStatusRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.RetentionStatusRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.RetentionStatusRequest & credfleet.v1.RetentionStatusRequest.$Shape} RetentionStatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RetentionStatusRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.RetentionStatusRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for RetentionStatusRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.RetentionStatusRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RetentionStatusRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.RetentionStatusRequest";
            };

            return RetentionStatusRequest;
        })();

        v1.RetentionStatus = (function() {

            /**
             * Properties of a RetentionStatus.
             * @typedef {Object} credfleet.v1.RetentionStatus.$Properties
             * @property {number|Long} [firstSeq] RetentionStatus firstSeq
             * @property {number|Long} [lastSeq] RetentionStatus lastSeq
             * @property {number|Long} [retentionMs] RetentionStatus retentionMs
             * @property {string} [archive] RetentionStatus archive
             * @property {string} [problem] RetentionStatus problem
             * @property {Array.<credfleet.v1.LegalHoldRow.$Properties>} [holds] RetentionStatus holds
             * @property {Array.<credfleet.v1.PrunedRow.$Properties>} [pruned] RetentionStatus pruned
             * @property {Array.<credfleet.v1.AuditSinkRow.$Properties>} [sinks] RetentionStatus sinks
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RetentionStatus.
             * @memberof credfleet.v1
             * @interface IRetentionStatus
             * @augments credfleet.v1.RetentionStatus.$Properties
             * @deprecated Use credfleet.v1.RetentionStatus.$Properties instead.
             */

            /**
             * Shape of a RetentionStatus.
             * @typedef {credfleet.v1.RetentionStatus.$Properties} credfleet.v1.RetentionStatus.$Shape
             */

            /**
             * Constructs a new RetentionStatus.
             * @memberof credfleet.v1
             * @classdesc Represents a RetentionStatus.
             * @constructor
             * @param {credfleet.v1.RetentionStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RetentionStatus = function (properties) {
                this.holds = [];
                this.pruned = [];
                this.sinks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RetentionStatus firstSeq.
             * @member {number|Long} firstSeq
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RetentionStatus lastSeq.
             * @member {number|Long} lastSeq
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.lastSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RetentionStatus retentionMs.
             * @member {number|Long} retentionMs
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.retentionMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RetentionStatus archive.
             * @member {string} archive
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.archive = "";

            /**
             * RetentionStatus problem.
             * @member {string} problem
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.problem = "";

            /**
             * RetentionStatus holds.
             * @member {Array.<credfleet.v1.LegalHoldRow>} holds
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.holds = $util.emptyArray;

            /**
             * RetentionStatus pruned.
             * @member {Array.<credfleet.v1.PrunedRow>} pruned
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.pruned = $util.emptyArray;

            /**
             * RetentionStatus sinks.
             * @member {Array.<credfleet.v1.AuditSinkRow>} sinks
             * @memberof credfleet.v1.RetentionStatus
             * @instance
             */
            RetentionStatus.prototype.sinks = $util.emptyArray;

            /**
             * Creates a new RetentionStatus instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.RetentionStatus
             * @static
             * @param {credfleet.v1.RetentionStatus.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.RetentionStatus} RetentionStatus instance
             * @type {{
             *   (properties: credfleet.v1.RetentionStatus.$Shape): credfleet.v1.RetentionStatus & credfleet.v1.RetentionStatus.$Shape;
             *   (properties?: credfleet.v1.RetentionStatus.$Properties): credfleet.v1.RetentionStatus;
             * }}
             */
            RetentionStatus.create = function(properties) {
                return new RetentionStatus(properties);
            };

            /**
             * Encodes the specified RetentionStatus message. Does not implicitly {@link credfleet.v1.RetentionStatus.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.RetentionStatus
             * @static
             * @param {credfleet.v1.RetentionStatus.$Properties} message RetentionStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RetentionStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.firstSeq);
                if (message.lastSeq != null && $Object.hasOwnProperty.call(message, "lastSeq") && (typeof message.lastSeq === "object" ? message.lastSeq.low || message.lastSeq.high : message.lastSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.lastSeq);
                if (message.retentionMs != null && $Object.hasOwnProperty.call(message, "retentionMs") && (typeof message.retentionMs === "object" ? message.retentionMs.low || message.retentionMs.high : message.retentionMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.retentionMs);
                if (message.archive != null && $Object.hasOwnProperty.call(message, "archive") && message.archive !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.archive);
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem") && message.problem !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.problem);
                if (message.holds != null && message.holds.length)
                    for (let i = 0; i < message.holds.length; ++i)
                        $root.credfleet.v1.LegalHoldRow.encode(message.holds[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.pruned != null && message.pruned.length)
                    for (let i = 0; i < message.pruned.length; ++i)
                        $root.credfleet.v1.PrunedRow.encode(message.pruned[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.sinks != null && message.sinks.length)
                    for (let i = 0; i < message.sinks.length; ++i)
                        $root.credfleet.v1.AuditSinkRow.encode(message.sinks[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RetentionStatus message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.RetentionStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.RetentionStatus & credfleet.v1.RetentionStatus.$Shape} RetentionStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RetentionStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.RetentionStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSeq = value;
                            else
                                delete message.lastSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.retentionMs = value;
                            else
                                delete message.retentionMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.archive = value;
                            else
                                delete message.archive;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.problem = value;
                            else
                                delete message.problem;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.holds && message.holds.length))
                                message.holds = [];
                            message.holds.push($root.credfleet.v1.LegalHoldRow.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.pruned && message.pruned.length))
                                message.pruned = [];
                            message.pruned.push($root.credfleet.v1.PrunedRow.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sinks && message.sinks.length))
                                message.sinks = [];
                            message.sinks.push($root.credfleet.v1.AuditSinkRow.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for RetentionStatus
             * @function getTypeUrl
             * @memberof credfleet.v1.RetentionStatus
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RetentionStatus.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.RetentionStatus";
            };

            return RetentionStatus;
        })();

        v1.AddHoldRequest = (function() {

            /**
             * Properties of an AddHoldRequest.
             * @typedef {Object} credfleet.v1.AddHoldRequest.$Properties
             * @property {string} [namespace] AddHoldRequest namespace
             * @property {string} [credential] AddHoldRequest credential
             * @property {string} [host] AddHoldRequest host
             * @property {string} [reason] AddHoldRequest reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AddHoldRequest.
             * @memberof credfleet.v1
             * @interface IAddHoldRequest
             * @augments credfleet.v1.AddHoldRequest.$Properties
             * @deprecated Use credfleet.v1.AddHoldRequest.$Properties instead.
             */

            /**
             * Shape of an AddHoldRequest.
             * @typedef {credfleet.v1.AddHoldRequest.$Properties} credfleet.v1.AddHoldRequest.$Shape
             */

            /**
             * Constructs a new AddHoldRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an AddHoldRequest.
             * @constructor
             * @param {credfleet.v1.AddHoldRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AddHoldRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AddHoldRequest namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.AddHoldRequest
             * @instance
             */
            AddHoldRequest.prototype.namespace = "";

            /**
             * AddHoldRequest credential.
             * @member {string} credential
             * @memberof credfleet.v1.AddHoldRequest
             * @instance
             */
            AddHoldRequest.prototype.credential = "";

            /**
             * AddHoldRequest host.
             * @member {string} host
             * @memberof credfleet.v1.AddHoldRequest
             * @instance
             */
            AddHoldRequest.prototype.host = "";

            /**
             * AddHoldRequest reason.
             * @member {string} reason
             * @memberof credfleet.v1.AddHoldRequest
             * @instance
             */
            AddHoldRequest.prototype.reason = "";

            /**
             * Creates a new AddHoldRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AddHoldRequest
             * @static
             * @param {credfleet.v1.AddHoldRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AddHoldRequest} AddHoldRequest instance
             * @type {{
             *   (properties: credfleet.v1.AddHoldRequest.$Shape): credfleet.v1.AddHoldRequest & credfleet.v1.AddHoldRequest.$Shape;
             *   (properties?: credfleet.v1.AddHoldRequest.$Properties): credfleet.v1.AddHoldRequest;
             * }}
             */
            AddHoldRequest.create = function(properties) {
                return new AddHoldRequest(properties);
            };

            /**
             * Encodes the specified AddHoldRequest message. Does not implicitly {@link credfleet.v1.AddHoldRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AddHoldRequest
             * @static
             * @param {credfleet.v1.AddHoldRequest.$Properties} message AddHoldRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AddHoldRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.credential);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.host);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AddHoldRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AddHoldRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AddHoldRequest & credfleet.v1.AddHoldRequest.$Shape} AddHoldRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AddHoldRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AddHoldRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AddHoldRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.AddHoldRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AddHoldRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AddHoldRequest";
            };

            return AddHoldRequest;
        })();

        v1.LiftHoldRequest = (function() {

            /**
             * Properties of a LiftHoldRequest.
             * @typedef {Object} credfleet.v1.LiftHoldRequest.$Properties
             * @property {string} [id] LiftHoldRequest id
             * @property {string} [reason] LiftHoldRequest reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LiftHoldRequest.
             * @memberof credfleet.v1
             * @interface ILiftHoldRequest
             * @augments credfleet.v1.LiftHoldRequest.$Properties
             * @deprecated Use credfleet.v1.LiftHoldRequest.$Properties instead.
             */

            /**
             * Shape of a LiftHoldRequest.
             * @typedef {credfleet.v1.LiftHoldRequest.$Properties} credfleet.v1.LiftHoldRequest.$Shape
             */

            /**
             * Constructs a new LiftHoldRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a LiftHoldRequest.
             * @constructor
             * @param {credfleet.v1.LiftHoldRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LiftHoldRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LiftHoldRequest id.
             * @member {string} id
             * @memberof credfleet.v1.LiftHoldRequest
             * @instance
             */
            LiftHoldRequest.prototype.id = "";

            /**
             * LiftHoldRequest reason.
             * @member {string} reason
             * @memberof credfleet.v1.LiftHoldRequest
             * @instance
             */
            LiftHoldRequest.prototype.reason = "";

            /**
             * Creates a new LiftHoldRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.LiftHoldRequest
             * @static
             * @param {credfleet.v1.LiftHoldRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.LiftHoldRequest} LiftHoldRequest instance
             * @type {{
             *   (properties: credfleet.v1.LiftHoldRequest.$Shape): credfleet.v1.LiftHoldRequest & credfleet.v1.LiftHoldRequest.$Shape;
             *   (properties?: credfleet.v1.LiftHoldRequest.$Properties): credfleet.v1.LiftHoldRequest;
             * }}
             */
            LiftHoldRequest.create = function(properties) {
                return new LiftHoldRequest(properties);
            };

            /**
             * Encodes the specified LiftHoldRequest message. Does not implicitly {@link credfleet.v1.LiftHoldRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.LiftHoldRequest
             * @static
             * @param {credfleet.v1.LiftHoldRequest.$Properties} message LiftHoldRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LiftHoldRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LiftHoldRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.LiftHoldRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.LiftHoldRequest & credfleet.v1.LiftHoldRequest.$Shape} LiftHoldRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LiftHoldRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.LiftHoldRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LiftHoldRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.LiftHoldRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LiftHoldRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.LiftHoldRequest";
            };

            return LiftHoldRequest;
        })();

        v1.LegalHoldRow = (function() {

            /**
             * Properties of a LegalHoldRow.
             * @typedef {Object} credfleet.v1.LegalHoldRow.$Properties
             * @property {string} [id] LegalHoldRow id
             * @property {string} [namespace] LegalHoldRow namespace
             * @property {string} [credential] LegalHoldRow credential
             * @property {string} [host] LegalHoldRow host
             * @property {string} [reason] LegalHoldRow reason
             * @property {string} [actor] LegalHoldRow actor
             * @property {number|Long} [sinceMs] LegalHoldRow sinceMs
             * @property {number|Long} [liftedAtMs] LegalHoldRow liftedAtMs
             * @property {string} [liftedBy] LegalHoldRow liftedBy
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LegalHoldRow.
             * @memberof credfleet.v1
             * @interface ILegalHoldRow
             * @augments credfleet.v1.LegalHoldRow.$Properties
             * @deprecated Use credfleet.v1.LegalHoldRow.$Properties instead.
             */

            /**
             * Shape of a LegalHoldRow.
             * @typedef {credfleet.v1.LegalHoldRow.$Properties} credfleet.v1.LegalHoldRow.$Shape
             */

            /**
             * Constructs a new LegalHoldRow.
             * @memberof credfleet.v1
             * @classdesc Represents a LegalHoldRow.
             * @constructor
             * @param {credfleet.v1.LegalHoldRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LegalHoldRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LegalHoldRow id.
             * @member {string} id
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.id = "";

            /**
             * LegalHoldRow namespace.
             * @member {string} namespace
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.namespace = "";

            /**
             * LegalHoldRow credential.
             * @member {string} credential
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.credential = "";

            /**
             * LegalHoldRow host.
             * @member {string} host
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.host = "";

            /**
             * LegalHoldRow reason.
             * @member {string} reason
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.reason = "";

            /**
             * LegalHoldRow actor.
             * @member {string} actor
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.actor = "";

            /**
             * LegalHoldRow sinceMs.
             * @member {number|Long} sinceMs
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * LegalHoldRow liftedAtMs.
             * @member {number|Long} liftedAtMs
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.liftedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * LegalHoldRow liftedBy.
             * @member {string} liftedBy
             * @memberof credfleet.v1.LegalHoldRow
             * @instance
             */
            LegalHoldRow.prototype.liftedBy = "";

            /**
             * Creates a new LegalHoldRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.LegalHoldRow
             * @static
             * @param {credfleet.v1.LegalHoldRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.LegalHoldRow} LegalHoldRow instance
             * @type {{
             *   (properties: credfleet.v1.LegalHoldRow.$Shape): credfleet.v1.LegalHoldRow & credfleet.v1.LegalHoldRow.$Shape;
             *   (properties?: credfleet.v1.LegalHoldRow.$Properties): credfleet.v1.LegalHoldRow;
             * }}
             */
            LegalHoldRow.create = function(properties) {
                return new LegalHoldRow(properties);
            };

            /**
             * Encodes the specified LegalHoldRow message. Does not implicitly {@link credfleet.v1.LegalHoldRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.LegalHoldRow
             * @static
             * @param {credfleet.v1.LegalHoldRow.$Properties} message LegalHoldRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LegalHoldRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.credential);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.host);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
                if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.actor);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).int64(message.sinceMs);
                if (message.liftedAtMs != null && $Object.hasOwnProperty.call(message, "liftedAtMs") && (typeof message.liftedAtMs === "object" ? message.liftedAtMs.low || message.liftedAtMs.high : message.liftedAtMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.liftedAtMs);
                if (message.liftedBy != null && $Object.hasOwnProperty.call(message, "liftedBy") && message.liftedBy !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.liftedBy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LegalHoldRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.LegalHoldRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.LegalHoldRow & credfleet.v1.LegalHoldRow.$Shape} LegalHoldRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LegalHoldRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.LegalHoldRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.actor = value;
                            else
                                delete message.actor;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.liftedAtMs = value;
                            else
                                delete message.liftedAtMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.liftedBy = value;
                            else
                                delete message.liftedBy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for LegalHoldRow
             * @function getTypeUrl
             * @memberof credfleet.v1.LegalHoldRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LegalHoldRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.LegalHoldRow";
            };

            return LegalHoldRow;
        })();

        v1.PrunedRow = (function() {

            /**
             * Properties of a PrunedRow.
             * @typedef {Object} credfleet.v1.PrunedRow.$Properties
             * @property {number|Long} [firstSeq] PrunedRow firstSeq
             * @property {number|Long} [lastSeq] PrunedRow lastSeq
             * @property {number|Long} [untilMs] PrunedRow untilMs
             * @property {string} [segment] PrunedRow segment
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PrunedRow.
             * @memberof credfleet.v1
             * @interface IPrunedRow
             * @augments credfleet.v1.PrunedRow.$Properties
             * @deprecated Use credfleet.v1.PrunedRow.$Properties instead.
             */

            /**
             * Shape of a PrunedRow.
             * @typedef {credfleet.v1.PrunedRow.$Properties} credfleet.v1.PrunedRow.$Shape
             */

            /**
             * Constructs a new PrunedRow.
             * @memberof credfleet.v1
             * @classdesc Represents a PrunedRow.
             * @constructor
             * @param {credfleet.v1.PrunedRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PrunedRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PrunedRow firstSeq.
             * @member {number|Long} firstSeq
             * @memberof credfleet.v1.PrunedRow
             * @instance
             */
            PrunedRow.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PrunedRow lastSeq.
             * @member {number|Long} lastSeq
             * @memberof credfleet.v1.PrunedRow
             * @instance
             */
            PrunedRow.prototype.lastSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PrunedRow untilMs.
             * @member {number|Long} untilMs
             * @memberof credfleet.v1.PrunedRow
             * @instance
             */
            PrunedRow.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * PrunedRow segment.
             * @member {string} segment
             * @memberof credfleet.v1.PrunedRow
             * @instance
             */
            PrunedRow.prototype.segment = "";

            /**
             * Creates a new PrunedRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PrunedRow
             * @static
             * @param {credfleet.v1.PrunedRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PrunedRow} PrunedRow instance
             * @type {{
             *   (properties: credfleet.v1.PrunedRow.$Shape): credfleet.v1.PrunedRow & credfleet.v1.PrunedRow.$Shape;
             *   (properties?: credfleet.v1.PrunedRow.$Properties): credfleet.v1.PrunedRow;
             * }}
             */
            PrunedRow.create = function(properties) {
                return new PrunedRow(properties);
            };

            /**
             * Encodes the specified PrunedRow message. Does not implicitly {@link credfleet.v1.PrunedRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PrunedRow
             * @static
             * @param {credfleet.v1.PrunedRow.$Properties} message PrunedRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PrunedRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.firstSeq);
                if (message.lastSeq != null && $Object.hasOwnProperty.call(message, "lastSeq") && (typeof message.lastSeq === "object" ? message.lastSeq.low || message.lastSeq.high : message.lastSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.lastSeq);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.untilMs);
                if (message.segment != null && $Object.hasOwnProperty.call(message, "segment") && message.segment !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.segment);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PrunedRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PrunedRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PrunedRow & credfleet.v1.PrunedRow.$Shape} PrunedRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PrunedRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PrunedRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSeq = value;
                            else
                                delete message.lastSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.segment = value;
                            else
                                delete message.segment;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PrunedRow
             * @function getTypeUrl
             * @memberof credfleet.v1.PrunedRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PrunedRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PrunedRow";
            };

            return PrunedRow;
        })();

        v1.AuditSinkRow = (function() {

            /**
             * Properties of an AuditSinkRow.
             * @typedef {Object} credfleet.v1.AuditSinkRow.$Properties
             * @property {string} [name] AuditSinkRow name
             * @property {number|Long} [seq] AuditSinkRow seq
             * @property {number|Long} [behindSinceMs] AuditSinkRow behindSinceMs
             * @property {string} [problem] AuditSinkRow problem
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditSinkRow.
             * @memberof credfleet.v1
             * @interface IAuditSinkRow
             * @augments credfleet.v1.AuditSinkRow.$Properties
             * @deprecated Use credfleet.v1.AuditSinkRow.$Properties instead.
             */

            /**
             * Shape of an AuditSinkRow.
             * @typedef {credfleet.v1.AuditSinkRow.$Properties} credfleet.v1.AuditSinkRow.$Shape
             */

            /**
             * Constructs a new AuditSinkRow.
             * @memberof credfleet.v1
             * @classdesc Represents an AuditSinkRow.
             * @constructor
             * @param {credfleet.v1.AuditSinkRow.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditSinkRow = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditSinkRow name.
             * @member {string} name
             * @memberof credfleet.v1.AuditSinkRow
             * @instance
             */
            AuditSinkRow.prototype.name = "";

            /**
             * AuditSinkRow seq.
             * @member {number|Long} seq
             * @memberof credfleet.v1.AuditSinkRow
             * @instance
             */
            AuditSinkRow.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AuditSinkRow behindSinceMs.
             * @member {number|Long} behindSinceMs
             * @memberof credfleet.v1.AuditSinkRow
             * @instance
             */
            AuditSinkRow.prototype.behindSinceMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * AuditSinkRow problem.
             * @member {string} problem
             * @memberof credfleet.v1.AuditSinkRow
             * @instance
             */
            AuditSinkRow.prototype.problem = "";

            /**
             * Creates a new AuditSinkRow instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.AuditSinkRow
             * @static
             * @param {credfleet.v1.AuditSinkRow.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.AuditSinkRow} AuditSinkRow instance
             * @type {{
             *   (properties: credfleet.v1.AuditSinkRow.$Shape): credfleet.v1.AuditSinkRow & credfleet.v1.AuditSinkRow.$Shape;
             *   (properties?: credfleet.v1.AuditSinkRow.$Properties): credfleet.v1.AuditSinkRow;
             * }}
             */
            AuditSinkRow.create = function(properties) {
                return new AuditSinkRow(properties);
            };

            /**
             * Encodes the specified AuditSinkRow message. Does not implicitly {@link credfleet.v1.AuditSinkRow.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.AuditSinkRow
             * @static
             * @param {credfleet.v1.AuditSinkRow.$Properties} message AuditSinkRow message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditSinkRow.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seq);
                if (message.behindSinceMs != null && $Object.hasOwnProperty.call(message, "behindSinceMs") && (typeof message.behindSinceMs === "object" ? message.behindSinceMs.low || message.behindSinceMs.high : message.behindSinceMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.behindSinceMs);
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem") && message.problem !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.problem);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditSinkRow message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.AuditSinkRow
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditSinkRow & credfleet.v1.AuditSinkRow.$Shape} AuditSinkRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditSinkRow.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.AuditSinkRow();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.behindSinceMs = value;
                            else
                                delete message.behindSinceMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.problem = value;
                            else
                                delete message.problem;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for AuditSinkRow
             * @function getTypeUrl
             * @memberof credfleet.v1.AuditSinkRow
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AuditSinkRow.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.AuditSinkRow";
            };

            return AuditSinkRow;
        })();

        v1.ArchiveRequest = (function() {

            /**
             * Properties of an ArchiveRequest.
             * @typedef {Object} credfleet.v1.ArchiveRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ArchiveRequest.
             * @memberof credfleet.v1
             * @interface IArchiveRequest
             * @augments credfleet.v1.ArchiveRequest.$Properties
             * @deprecated Use credfleet.v1.ArchiveRequest.$Properties instead.
             */

            /**
             * Shape of an ArchiveRequest.
             * @typedef {credfleet.v1.ArchiveRequest.$Properties} credfleet.v1.ArchiveRequest.$Shape
             */

            /**
             * Constructs a new ArchiveRequest.
             * @memberof credfleet.v1
             * @classdesc Represents an ArchiveRequest.
             * @constructor
             * @param {credfleet.v1.ArchiveRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ArchiveRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ArchiveRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.ArchiveRequest
             * @static
             * @param {credfleet.v1.ArchiveRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.ArchiveRequest} ArchiveRequest instance
             * @type {{
             *   (properties: credfleet.v1.ArchiveRequest.$Shape): credfleet.v1.ArchiveRequest & credfleet.v1.ArchiveRequest.$Shape;
             *   (properties?: credfleet.v1.ArchiveRequest.$Properties): credfleet.v1.ArchiveRequest;
             * }}
             */
            ArchiveRequest.create = function(properties) {
                return new ArchiveRequest(properties);
            };

            /**
             * Encodes the specified ArchiveRequest message. Does not implicitly {@link credfleet.v1.ArchiveRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.ArchiveRequest
             * @static
             * @param {credfleet.v1.ArchiveRequest.$Properties} message ArchiveRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ArchiveRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ArchiveRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.ArchiveRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.ArchiveRequest & credfleet.v1.ArchiveRequest.$Shape} ArchiveRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ArchiveRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.ArchiveRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ArchiveRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.ArchiveRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ArchiveRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.ArchiveRequest";
            };

            return ArchiveRequest;
        })();

        v1.PruneRequest = (function() {

            /**
             * Properties of a PruneRequest.
             * @typedef {Object} credfleet.v1.PruneRequest.$Properties
             * @property {boolean} [dryRun] PruneRequest dryRun
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PruneRequest.
             * @memberof credfleet.v1
             * @interface IPruneRequest
             * @augments credfleet.v1.PruneRequest.$Properties
             * @deprecated Use credfleet.v1.PruneRequest.$Properties instead.
             */

            /**
             * Shape of a PruneRequest.
             * @typedef {credfleet.v1.PruneRequest.$Properties} credfleet.v1.PruneRequest.$Shape
             */

            /**
             * Constructs a new PruneRequest.
             * @memberof credfleet.v1
             * @classdesc Represents a PruneRequest.
             * @constructor
             * @param {credfleet.v1.PruneRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PruneRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PruneRequest dryRun.
             * @member {boolean} dryRun
             * @memberof credfleet.v1.PruneRequest
             * @instance
             */
            PruneRequest.prototype.dryRun = false;

            /**
             * Creates a new PruneRequest instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.PruneRequest
             * @static
             * @param {credfleet.v1.PruneRequest.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.PruneRequest} PruneRequest instance
             * @type {{
             *   (properties: credfleet.v1.PruneRequest.$Shape): credfleet.v1.PruneRequest & credfleet.v1.PruneRequest.$Shape;
             *   (properties?: credfleet.v1.PruneRequest.$Properties): credfleet.v1.PruneRequest;
             * }}
             */
            PruneRequest.create = function(properties) {
                return new PruneRequest(properties);
            };

            /**
             * Encodes the specified PruneRequest message. Does not implicitly {@link credfleet.v1.PruneRequest.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.PruneRequest
             * @static
             * @param {credfleet.v1.PruneRequest.$Properties} message PruneRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PruneRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.dryRun);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PruneRequest message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.PruneRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.PruneRequest & credfleet.v1.PruneRequest.$Shape} PruneRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PruneRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.PruneRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.dryRun = value;
                            else
                                delete message.dryRun;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for PruneRequest
             * @function getTypeUrl
             * @memberof credfleet.v1.PruneRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PruneRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.PruneRequest";
            };

            return PruneRequest;
        })();

        v1.RetentionStep = (function() {

            /**
             * Properties of a RetentionStep.
             * @typedef {Object} credfleet.v1.RetentionStep.$Properties
             * @property {string} [kind] RetentionStep kind
             * @property {number|Long} [firstSeq] RetentionStep firstSeq
             * @property {number|Long} [lastSeq] RetentionStep lastSeq
             * @property {string} [segment] RetentionStep segment
             * @property {string} [why] RetentionStep why
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RetentionStep.
             * @memberof credfleet.v1
             * @interface IRetentionStep
             * @augments credfleet.v1.RetentionStep.$Properties
             * @deprecated Use credfleet.v1.RetentionStep.$Properties instead.
             */

            /**
             * Shape of a RetentionStep.
             * @typedef {credfleet.v1.RetentionStep.$Properties} credfleet.v1.RetentionStep.$Shape
             */

            /**
             * Constructs a new RetentionStep.
             * @memberof credfleet.v1
             * @classdesc Represents a RetentionStep.
             * @constructor
             * @param {credfleet.v1.RetentionStep.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RetentionStep = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RetentionStep kind.
             * @member {string} kind
             * @memberof credfleet.v1.RetentionStep
             * @instance
             */
            RetentionStep.prototype.kind = "";

            /**
             * RetentionStep firstSeq.
             * @member {number|Long} firstSeq
             * @memberof credfleet.v1.RetentionStep
             * @instance
             */
            RetentionStep.prototype.firstSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RetentionStep lastSeq.
             * @member {number|Long} lastSeq
             * @memberof credfleet.v1.RetentionStep
             * @instance
             */
            RetentionStep.prototype.lastSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RetentionStep segment.
             * @member {string} segment
             * @memberof credfleet.v1.RetentionStep
             * @instance
             */
            RetentionStep.prototype.segment = "";

            /**
             * RetentionStep why.
             * @member {string} why
             * @memberof credfleet.v1.RetentionStep
             * @instance
             */
            RetentionStep.prototype.why = "";

            /**
             * Creates a new RetentionStep instance using the specified properties.
             * @function create
             * @memberof credfleet.v1.RetentionStep
             * @static
             * @param {credfleet.v1.RetentionStep.$Properties=} [properties] Properties to set
             * @returns {credfleet.v1.RetentionStep} RetentionStep instance
             * @type {{
             *   (properties: credfleet.v1.RetentionStep.$Shape): credfleet.v1.RetentionStep & credfleet.v1.RetentionStep.$Shape;
             *   (properties?: credfleet.v1.RetentionStep.$Properties): credfleet.v1.RetentionStep;
             * }}
             */
            RetentionStep.create = function(properties) {
                return new RetentionStep(properties);
            };

            /**
             * Encodes the specified RetentionStep message. Does not implicitly {@link credfleet.v1.RetentionStep.verify|verify} messages.
             * @function encode
             * @memberof credfleet.v1.RetentionStep
             * @static
             * @param {credfleet.v1.RetentionStep.$Properties} message RetentionStep message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RetentionStep.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                if (message.firstSeq != null && $Object.hasOwnProperty.call(message, "firstSeq") && (typeof message.firstSeq === "object" ? message.firstSeq.low || message.firstSeq.high : message.firstSeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.firstSeq);
                if (message.lastSeq != null && $Object.hasOwnProperty.call(message, "lastSeq") && (typeof message.lastSeq === "object" ? message.lastSeq.low || message.lastSeq.high : message.lastSeq !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.lastSeq);
                if (message.segment != null && $Object.hasOwnProperty.call(message, "segment") && message.segment !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.segment);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RetentionStep message from the specified reader or buffer.
             * @function decode
             * @memberof credfleet.v1.RetentionStep
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {credfleet.v1.RetentionStep & credfleet.v1.RetentionStep.$Shape} RetentionStep
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RetentionStep.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.credfleet.v1.RetentionStep();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSeq = value;
                            else
                                delete message.firstSeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSeq = value;
                            else
                                delete message.lastSeq;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.segment = value;
                            else
                                delete message.segment;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for RetentionStep
             * @function getTypeUrl
             * @memberof credfleet.v1.RetentionStep
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RetentionStep.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/credfleet.v1.RetentionStep";
            };

            return RetentionStep;
        })();

        return v1;
    })();

    return credfleet;
})();

export {
  $root as default
};
