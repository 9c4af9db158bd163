import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace credfleet. */
export namespace credfleet {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of an AgentMessage.
         * @deprecated Use credfleet.v1.AgentMessage.$Properties instead.
         */
        interface IAgentMessage extends credfleet.v1.AgentMessage.$Properties {
        }

        /** Represents an AgentMessage. */
        class AgentMessage {

            /**
             * Constructs a new AgentMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AgentMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AgentMessage hello. */
            hello: (credfleet.v1.Hello|null);

            /** AgentMessage ack. */
            ack: (credfleet.v1.Ack|null);

            /** AgentMessage nack. */
            nack: (credfleet.v1.Nack|null);

            /** AgentMessage report. */
            report: (credfleet.v1.SignedReport|null);

            /** AgentMessage attestation. */
            attestation: (credfleet.v1.Attestation|null);

            /** AgentMessage pong. */
            pong: (credfleet.v1.Pong|null);

            /** AgentMessage pcrSignatureState. */
            pcrSignatureState: (credfleet.v1.PcrSignatureState|null);

            /** AgentMessage facts. */
            facts: (credfleet.v1.HostFacts|null);

            /** AgentMessage reports. */
            reports: (credfleet.v1.SignedReports|null);

            /** AgentMessage kind. */
            kind?: ("hello"|"ack"|"nack"|"report"|"attestation"|"pong"|"pcrSignatureState"|"facts"|"reports");

            /**
             * Creates a new AgentMessage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AgentMessage instance
             */
            static create(properties: credfleet.v1.AgentMessage.$Shape): credfleet.v1.AgentMessage & credfleet.v1.AgentMessage.$Shape;
            static create(properties?: credfleet.v1.AgentMessage.$Properties): credfleet.v1.AgentMessage;

            /**
             * Encodes the specified AgentMessage message. Does not implicitly {@link credfleet.v1.AgentMessage.verify|verify} messages.
             * @param message AgentMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AgentMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AgentMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AgentMessage & credfleet.v1.AgentMessage.$Shape} AgentMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AgentMessage & credfleet.v1.AgentMessage.$Shape;

            /**
             * Gets the type url for AgentMessage
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AgentMessage {

            /** Properties of an AgentMessage. */
            interface $Properties {

                /** AgentMessage hello */
                hello?: (credfleet.v1.Hello.$Properties|null);

                /** AgentMessage ack */
                ack?: (credfleet.v1.Ack.$Properties|null);

                /** AgentMessage nack */
                nack?: (credfleet.v1.Nack.$Properties|null);

                /** AgentMessage report */
                report?: (credfleet.v1.SignedReport.$Properties|null);

                /** AgentMessage attestation */
                attestation?: (credfleet.v1.Attestation.$Properties|null);

                /** AgentMessage pong */
                pong?: (credfleet.v1.Pong.$Properties|null);

                /** AgentMessage pcrSignatureState */
                pcrSignatureState?: (credfleet.v1.PcrSignatureState.$Properties|null);

                /** AgentMessage facts */
                facts?: (credfleet.v1.HostFacts.$Properties|null);

                /** AgentMessage reports */
                reports?: (credfleet.v1.SignedReports.$Properties|null);

                /** AgentMessage kind */
                kind?: ("hello"|"ack"|"nack"|"report"|"attestation"|"pong"|"pcrSignatureState"|"facts"|"reports");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an AgentMessage. */
            type $Shape = {
              hello?: credfleet.v1.Hello.$Shape|null;
              ack?: credfleet.v1.Ack.$Shape|null;
              nack?: credfleet.v1.Nack.$Shape|null;
              report?: credfleet.v1.SignedReport.$Shape|null;
              attestation?: credfleet.v1.Attestation.$Shape|null;
              pong?: credfleet.v1.Pong.$Shape|null;
              pcrSignatureState?: credfleet.v1.PcrSignatureState.$Shape|null;
              facts?: credfleet.v1.HostFacts.$Shape|null;
              reports?: credfleet.v1.SignedReports.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "hello"; hello: credfleet.v1.Hello.$Shape; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "ack"; hello?: null; ack: credfleet.v1.Ack.$Shape; nack?: null; report?: null; attestation?: null; pong?: null; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "nack"; hello?: null; ack?: null; nack: credfleet.v1.Nack.$Shape; report?: null; attestation?: null; pong?: null; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "report"; hello?: null; ack?: null; nack?: null; report: credfleet.v1.SignedReport.$Shape; attestation?: null; pong?: null; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "attestation"; hello?: null; ack?: null; nack?: null; report?: null; attestation: credfleet.v1.Attestation.$Shape; pong?: null; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "pong"; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong: credfleet.v1.Pong.$Shape; pcrSignatureState?: null; facts?: null; reports?: null }|{ kind?: "pcrSignatureState"; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null; pcrSignatureState: credfleet.v1.PcrSignatureState.$Shape; facts?: null; reports?: null }|{ kind?: "facts"; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null; pcrSignatureState?: null; facts: credfleet.v1.HostFacts.$Shape; reports?: null }|{ kind?: "reports"; hello?: null; ack?: null; nack?: null; report?: null; attestation?: null; pong?: null; pcrSignatureState?: null; facts?: null; reports: credfleet.v1.SignedReports.$Shape })
            );
        }

        /**
         * Properties of a ControllerMessage.
         * @deprecated Use credfleet.v1.ControllerMessage.$Properties instead.
         */
        interface IControllerMessage extends credfleet.v1.ControllerMessage.$Properties {
        }

        /** Represents a ControllerMessage. */
        class ControllerMessage {

            /**
             * Constructs a new ControllerMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ControllerMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ControllerMessage welcome. */
            welcome: (credfleet.v1.Welcome|null);

            /** ControllerMessage push. */
            push: (credfleet.v1.Push|null);

            /** ControllerMessage reportAck. */
            reportAck: (credfleet.v1.ReportAck|null);

            /** ControllerMessage drain. */
            drain: (credfleet.v1.Drain|null);

            /** ControllerMessage trustUpdate. */
            trustUpdate: (credfleet.v1.TrustUpdate|null);

            /** ControllerMessage challenge. */
            challenge: (credfleet.v1.Challenge|null);

            /** ControllerMessage conflict. */
            conflict: (credfleet.v1.Conflict|null);

            /** ControllerMessage ping. */
            ping: (credfleet.v1.Ping|null);

            /** ControllerMessage pcrSignatures. */
            pcrSignatures: (credfleet.v1.PcrSignatures|null);

            /** ControllerMessage kind. */
            kind?: ("welcome"|"push"|"reportAck"|"drain"|"trustUpdate"|"challenge"|"conflict"|"ping"|"pcrSignatures");

            /**
             * Creates a new ControllerMessage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ControllerMessage instance
             */
            static create(properties: credfleet.v1.ControllerMessage.$Shape): credfleet.v1.ControllerMessage & credfleet.v1.ControllerMessage.$Shape;
            static create(properties?: credfleet.v1.ControllerMessage.$Properties): credfleet.v1.ControllerMessage;

            /**
             * Encodes the specified ControllerMessage message. Does not implicitly {@link credfleet.v1.ControllerMessage.verify|verify} messages.
             * @param message ControllerMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ControllerMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ControllerMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ControllerMessage & credfleet.v1.ControllerMessage.$Shape} ControllerMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ControllerMessage & credfleet.v1.ControllerMessage.$Shape;

            /**
             * Gets the type url for ControllerMessage
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ControllerMessage {

            /** Properties of a ControllerMessage. */
            interface $Properties {

                /** ControllerMessage welcome */
                welcome?: (credfleet.v1.Welcome.$Properties|null);

                /** ControllerMessage push */
                push?: (credfleet.v1.Push.$Properties|null);

                /** ControllerMessage reportAck */
                reportAck?: (credfleet.v1.ReportAck.$Properties|null);

                /** ControllerMessage drain */
                drain?: (credfleet.v1.Drain.$Properties|null);

                /** ControllerMessage trustUpdate */
                trustUpdate?: (credfleet.v1.TrustUpdate.$Properties|null);

                /** ControllerMessage challenge */
                challenge?: (credfleet.v1.Challenge.$Properties|null);

                /** ControllerMessage conflict */
                conflict?: (credfleet.v1.Conflict.$Properties|null);

                /** ControllerMessage ping */
                ping?: (credfleet.v1.Ping.$Properties|null);

                /** ControllerMessage pcrSignatures */
                pcrSignatures?: (credfleet.v1.PcrSignatures.$Properties|null);

                /** ControllerMessage kind */
                kind?: ("welcome"|"push"|"reportAck"|"drain"|"trustUpdate"|"challenge"|"conflict"|"ping"|"pcrSignatures");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ControllerMessage. */
            type $Shape = {
              welcome?: credfleet.v1.Welcome.$Shape|null;
              push?: credfleet.v1.Push.$Shape|null;
              reportAck?: credfleet.v1.ReportAck.$Shape|null;
              drain?: credfleet.v1.Drain.$Shape|null;
              trustUpdate?: credfleet.v1.TrustUpdate.$Shape|null;
              challenge?: credfleet.v1.Challenge.$Shape|null;
              conflict?: credfleet.v1.Conflict.$Shape|null;
              ping?: credfleet.v1.Ping.$Shape|null;
              pcrSignatures?: credfleet.v1.PcrSignatures.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "welcome"; welcome: credfleet.v1.Welcome.$Shape; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "push"; welcome?: null; push: credfleet.v1.Push.$Shape; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "reportAck"; welcome?: null; push?: null; reportAck: credfleet.v1.ReportAck.$Shape; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "drain"; welcome?: null; push?: null; reportAck?: null; drain: credfleet.v1.Drain.$Shape; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "trustUpdate"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate: credfleet.v1.TrustUpdate.$Shape; challenge?: null; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "challenge"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge: credfleet.v1.Challenge.$Shape; conflict?: null; ping?: null; pcrSignatures?: null }|{ kind?: "conflict"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict: credfleet.v1.Conflict.$Shape; ping?: null; pcrSignatures?: null }|{ kind?: "ping"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping: credfleet.v1.Ping.$Shape; pcrSignatures?: null }|{ kind?: "pcrSignatures"; welcome?: null; push?: null; reportAck?: null; drain?: null; trustUpdate?: null; challenge?: null; conflict?: null; ping?: null; pcrSignatures: credfleet.v1.PcrSignatures.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use credfleet.v1.Hello.$Properties instead.
         */
        interface IHello extends credfleet.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello protocol. */
            protocol: number;

            /** Hello hostSeq. */
            hostSeq: (number|Long);

            /** Hello reportSeq. */
            reportSeq: (number|Long);

            /** Hello kxEpoch. */
            kxEpoch: number;

            /** Hello identityEpoch. */
            identityEpoch: number;

            /** Hello inventory. */
            inventory: credfleet.v1.InventoryItem[];

            /** Hello facts. */
            facts: credfleet.v1.HostFacts;

            /** Hello trustEpoch. */
            trustEpoch: (number|Long);

            /**
             * Creates a new Hello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hello instance
             */
            static create(properties: credfleet.v1.Hello.$Shape): credfleet.v1.Hello & credfleet.v1.Hello.$Shape;
            static create(properties?: credfleet.v1.Hello.$Properties): credfleet.v1.Hello;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link credfleet.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Hello & credfleet.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Hello & credfleet.v1.Hello.$Shape;

            /**
             * Gets the type url for Hello
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello protocol */
                protocol?: number;

                /** Hello hostSeq */
                hostSeq?: (number|Long);

                /** Hello reportSeq */
                reportSeq?: (number|Long);

                /** Hello kxEpoch */
                kxEpoch?: number;

                /** Hello identityEpoch */
                identityEpoch?: number;

                /** Hello inventory */
                inventory?: credfleet.v1.InventoryItem.$Properties[];

                /** Hello facts */
                facts?: credfleet.v1.HostFacts.$Properties;

                /** Hello trustEpoch */
                trustEpoch?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = credfleet.v1.Hello.$Properties;
        }

        /**
         * Properties of an InventoryItem.
         * @deprecated Use credfleet.v1.InventoryItem.$Properties instead.
         */
        interface IInventoryItem extends credfleet.v1.InventoryItem.$Properties {
        }

        /** Represents an InventoryItem. */
        class InventoryItem {

            /**
             * Constructs a new InventoryItem.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.InventoryItem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InventoryItem uid. */
            uid: string;

            /** InventoryItem namespace. */
            namespace: string;

            /** InventoryItem name. */
            name: string;

            /** InventoryItem version. */
            version: (number|Long);

            /** InventoryItem digest. */
            digest: string;

            /** InventoryItem state. */
            state: credfleet.v1.Phase;

            /** InventoryItem sealRequest. */
            sealRequest: (number|Long);

            /**
             * Creates a new InventoryItem instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InventoryItem instance
             */
            static create(properties: credfleet.v1.InventoryItem.$Shape): credfleet.v1.InventoryItem & credfleet.v1.InventoryItem.$Shape;
            static create(properties?: credfleet.v1.InventoryItem.$Properties): credfleet.v1.InventoryItem;

            /**
             * Encodes the specified InventoryItem message. Does not implicitly {@link credfleet.v1.InventoryItem.verify|verify} messages.
             * @param message InventoryItem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.InventoryItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InventoryItem message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.InventoryItem & credfleet.v1.InventoryItem.$Shape} InventoryItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.InventoryItem & credfleet.v1.InventoryItem.$Shape;

            /**
             * Gets the type url for InventoryItem
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace InventoryItem {

            /** Properties of an InventoryItem. */
            interface $Properties {

                /** InventoryItem uid */
                uid?: string;

                /** InventoryItem namespace */
                namespace?: string;

                /** InventoryItem name */
                name?: string;

                /** InventoryItem version */
                version?: (number|Long);

                /** InventoryItem digest */
                digest?: string;

                /** InventoryItem state */
                state?: credfleet.v1.Phase;

                /** InventoryItem sealRequest */
                sealRequest?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InventoryItem. */
            type $Shape = credfleet.v1.InventoryItem.$Properties;
        }

        /**
         * Properties of a HostFacts.
         * @deprecated Use credfleet.v1.HostFacts.$Properties instead.
         */
        interface IHostFacts extends credfleet.v1.HostFacts.$Properties {
        }

        /** Represents a HostFacts. */
        class HostFacts {

            /**
             * Constructs a new HostFacts.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.HostFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostFacts hostName. */
            hostName: string;

            /** HostFacts agentVersion. */
            agentVersion: string;

            /** HostFacts systemdVersion. */
            systemdVersion: number;

            /** HostFacts tpmPresent. */
            tpmPresent: boolean;

            /** HostFacts bootId. */
            bootId: string;

            /** HostFacts capabilities. */
            capabilities: string[];

            /** HostFacts facts. */
            facts: { [k: string]: string };

            /** HostFacts tpm. */
            tpm: credfleet.v1.TpmState;

            /**
             * Creates a new HostFacts instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HostFacts instance
             */
            static create(properties: credfleet.v1.HostFacts.$Shape): credfleet.v1.HostFacts & credfleet.v1.HostFacts.$Shape;
            static create(properties?: credfleet.v1.HostFacts.$Properties): credfleet.v1.HostFacts;

            /**
             * Encodes the specified HostFacts message. Does not implicitly {@link credfleet.v1.HostFacts.verify|verify} messages.
             * @param message HostFacts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.HostFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostFacts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.HostFacts & credfleet.v1.HostFacts.$Shape} HostFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.HostFacts & credfleet.v1.HostFacts.$Shape;

            /**
             * Gets the type url for HostFacts
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HostFacts {

            /** Properties of a HostFacts. */
            interface $Properties {

                /** HostFacts hostName */
                hostName?: string;

                /** HostFacts agentVersion */
                agentVersion?: string;

                /** HostFacts systemdVersion */
                systemdVersion?: number;

                /** HostFacts tpmPresent */
                tpmPresent?: boolean;

                /** HostFacts bootId */
                bootId?: string;

                /** HostFacts capabilities */
                capabilities?: string[];

                /** HostFacts facts */
                facts?: { [k: string]: string };

                /** HostFacts tpm */
                tpm?: credfleet.v1.TpmState.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostFacts. */
            type $Shape = credfleet.v1.HostFacts.$Properties;
        }

        /**
         * Properties of a TpmState.
         * @deprecated Use credfleet.v1.TpmState.$Properties instead.
         */
        interface ITpmState extends credfleet.v1.TpmState.$Properties {
        }

        /** Represents a TpmState. */
        class TpmState {

            /**
             * Constructs a new TpmState.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.TpmState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TpmState lockedOut. */
            lockedOut: boolean;

            /** TpmState lockoutCounter. */
            lockoutCounter: number;

            /** TpmState maxAuthFail. */
            maxAuthFail: number;

            /** TpmState lockoutInterval. */
            lockoutInterval: number;

            /** TpmState overByMs. */
            overByMs: (number|Long);

            /** TpmState code. */
            code: string;

            /** TpmState message. */
            message: string;

            /**
             * Creates a new TpmState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TpmState instance
             */
            static create(properties: credfleet.v1.TpmState.$Shape): credfleet.v1.TpmState & credfleet.v1.TpmState.$Shape;
            static create(properties?: credfleet.v1.TpmState.$Properties): credfleet.v1.TpmState;

            /**
             * Encodes the specified TpmState message. Does not implicitly {@link credfleet.v1.TpmState.verify|verify} messages.
             * @param message TpmState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.TpmState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TpmState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.TpmState & credfleet.v1.TpmState.$Shape} TpmState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.TpmState & credfleet.v1.TpmState.$Shape;

            /**
             * Gets the type url for TpmState
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TpmState {

            /** Properties of a TpmState. */
            interface $Properties {

                /** TpmState lockedOut */
                lockedOut?: boolean;

                /** TpmState lockoutCounter */
                lockoutCounter?: number;

                /** TpmState maxAuthFail */
                maxAuthFail?: number;

                /** TpmState lockoutInterval */
                lockoutInterval?: number;

                /** TpmState overByMs */
                overByMs?: (number|Long);

                /** TpmState code */
                code?: string;

                /** TpmState message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TpmState. */
            type $Shape = credfleet.v1.TpmState.$Properties;
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use credfleet.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends credfleet.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome hostUid. */
            hostUid: string;

            /** Welcome timeMs. */
            timeMs: (number|Long);

            /** Welcome reportSeq. */
            reportSeq: (number|Long);

            /** Welcome takesFacts. */
            takesFacts: boolean;

            /** Welcome takesReports. */
            takesReports: boolean;

            /**
             * Creates a new Welcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Welcome instance
             */
            static create(properties: credfleet.v1.Welcome.$Shape): credfleet.v1.Welcome & credfleet.v1.Welcome.$Shape;
            static create(properties?: credfleet.v1.Welcome.$Properties): credfleet.v1.Welcome;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link credfleet.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Welcome & credfleet.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Welcome & credfleet.v1.Welcome.$Shape;

            /**
             * Gets the type url for Welcome
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome hostUid */
                hostUid?: string;

                /** Welcome timeMs */
                timeMs?: (number|Long);

                /** Welcome reportSeq */
                reportSeq?: (number|Long);

                /** Welcome takesFacts */
                takesFacts?: boolean;

                /** Welcome takesReports */
                takesReports?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = credfleet.v1.Welcome.$Properties;
        }

        /**
         * Properties of a TrustUpdate.
         * @deprecated Use credfleet.v1.TrustUpdate.$Properties instead.
         */
        interface ITrustUpdate extends credfleet.v1.TrustUpdate.$Properties {
        }

        /** Represents a TrustUpdate. */
        class TrustUpdate {

            /**
             * Constructs a new TrustUpdate.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.TrustUpdate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrustUpdate bundles. */
            bundles: credfleet.v1.SignedTrustBundle[];

            /**
             * Creates a new TrustUpdate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TrustUpdate instance
             */
            static create(properties: credfleet.v1.TrustUpdate.$Shape): credfleet.v1.TrustUpdate & credfleet.v1.TrustUpdate.$Shape;
            static create(properties?: credfleet.v1.TrustUpdate.$Properties): credfleet.v1.TrustUpdate;

            /**
             * Encodes the specified TrustUpdate message. Does not implicitly {@link credfleet.v1.TrustUpdate.verify|verify} messages.
             * @param message TrustUpdate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.TrustUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrustUpdate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.TrustUpdate & credfleet.v1.TrustUpdate.$Shape} TrustUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.TrustUpdate & credfleet.v1.TrustUpdate.$Shape;

            /**
             * Gets the type url for TrustUpdate
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TrustUpdate {

            /** Properties of a TrustUpdate. */
            interface $Properties {

                /** TrustUpdate bundles */
                bundles?: credfleet.v1.SignedTrustBundle.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrustUpdate. */
            type $Shape = credfleet.v1.TrustUpdate.$Properties;
        }

        /**
         * Properties of a SignedTrustBundle.
         * @deprecated Use credfleet.v1.SignedTrustBundle.$Properties instead.
         */
        interface ISignedTrustBundle extends credfleet.v1.SignedTrustBundle.$Properties {
        }

        /** Represents a SignedTrustBundle. */
        class SignedTrustBundle {

            /**
             * Constructs a new SignedTrustBundle.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.SignedTrustBundle.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedTrustBundle body. */
            body: Uint8Array;

            /** SignedTrustBundle intentKeyId. */
            intentKeyId: string;

            /** SignedTrustBundle signature. */
            signature: Uint8Array;

            /**
             * Creates a new SignedTrustBundle instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SignedTrustBundle instance
             */
            static create(properties: credfleet.v1.SignedTrustBundle.$Shape): credfleet.v1.SignedTrustBundle & credfleet.v1.SignedTrustBundle.$Shape;
            static create(properties?: credfleet.v1.SignedTrustBundle.$Properties): credfleet.v1.SignedTrustBundle;

            /**
             * Encodes the specified SignedTrustBundle message. Does not implicitly {@link credfleet.v1.SignedTrustBundle.verify|verify} messages.
             * @param message SignedTrustBundle message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.SignedTrustBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedTrustBundle message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.SignedTrustBundle & credfleet.v1.SignedTrustBundle.$Shape} SignedTrustBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.SignedTrustBundle & credfleet.v1.SignedTrustBundle.$Shape;

            /**
             * Gets the type url for SignedTrustBundle
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SignedTrustBundle {

            /** Properties of a SignedTrustBundle. */
            interface $Properties {

                /** SignedTrustBundle body */
                body?: Uint8Array;

                /** SignedTrustBundle intentKeyId */
                intentKeyId?: string;

                /** SignedTrustBundle signature */
                signature?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedTrustBundle. */
            type $Shape = credfleet.v1.SignedTrustBundle.$Properties;
        }

        /**
         * Properties of a TrustBundle.
         * @deprecated Use credfleet.v1.TrustBundle.$Properties instead.
         */
        interface ITrustBundle extends credfleet.v1.TrustBundle.$Properties {
        }

        /** Represents a TrustBundle. */
        class TrustBundle {

            /**
             * Constructs a new TrustBundle.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.TrustBundle.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrustBundle clusterUid. */
            clusterUid: string;

            /** TrustBundle epoch. */
            epoch: (number|Long);

            /** TrustBundle caCertificates. */
            caCertificates: Uint8Array[];

            /** TrustBundle intentKeys. */
            intentKeys: Uint8Array[];

            /**
             * Creates a new TrustBundle instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TrustBundle instance
             */
            static create(properties: credfleet.v1.TrustBundle.$Shape): credfleet.v1.TrustBundle & credfleet.v1.TrustBundle.$Shape;
            static create(properties?: credfleet.v1.TrustBundle.$Properties): credfleet.v1.TrustBundle;

            /**
             * Encodes the specified TrustBundle message. Does not implicitly {@link credfleet.v1.TrustBundle.verify|verify} messages.
             * @param message TrustBundle message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.TrustBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrustBundle message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.TrustBundle & credfleet.v1.TrustBundle.$Shape} TrustBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.TrustBundle & credfleet.v1.TrustBundle.$Shape;

            /**
             * Gets the type url for TrustBundle
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TrustBundle {

            /** Properties of a TrustBundle. */
            interface $Properties {

                /** TrustBundle clusterUid */
                clusterUid?: string;

                /** TrustBundle epoch */
                epoch?: (number|Long);

                /** TrustBundle caCertificates */
                caCertificates?: Uint8Array[];

                /** TrustBundle intentKeys */
                intentKeys?: Uint8Array[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrustBundle. */
            type $Shape = credfleet.v1.TrustBundle.$Properties;
        }

        /**
         * Properties of a Challenge.
         * @deprecated Use credfleet.v1.Challenge.$Properties instead.
         */
        interface IChallenge extends credfleet.v1.Challenge.$Properties {
        }

        /** Represents a Challenge. */
        class Challenge {

            /**
             * Constructs a new Challenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Challenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Challenge id. */
            id: (number|Long);

            /** Challenge nonce. */
            nonce: Uint8Array;

            /** Challenge pcrSelection. */
            pcrSelection: number[];

            /**
             * Creates a new Challenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Challenge instance
             */
            static create(properties: credfleet.v1.Challenge.$Shape): credfleet.v1.Challenge & credfleet.v1.Challenge.$Shape;
            static create(properties?: credfleet.v1.Challenge.$Properties): credfleet.v1.Challenge;

            /**
             * Encodes the specified Challenge message. Does not implicitly {@link credfleet.v1.Challenge.verify|verify} messages.
             * @param message Challenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Challenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Challenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Challenge & credfleet.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Challenge & credfleet.v1.Challenge.$Shape;

            /**
             * Gets the type url for Challenge
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Challenge {

            /** Properties of a Challenge. */
            interface $Properties {

                /** Challenge id */
                id?: (number|Long);

                /** Challenge nonce */
                nonce?: Uint8Array;

                /** Challenge pcrSelection */
                pcrSelection?: number[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Challenge. */
            type $Shape = credfleet.v1.Challenge.$Properties;
        }

        /**
         * Properties of an Attestation.
         * @deprecated Use credfleet.v1.Attestation.$Properties instead.
         */
        interface IAttestation extends credfleet.v1.Attestation.$Properties {
        }

        /** Represents an Attestation. */
        class Attestation {

            /**
             * Constructs a new Attestation.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Attestation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Attestation id. */
            id: (number|Long);

            /** Attestation quoteAttest. */
            quoteAttest: Uint8Array;

            /** Attestation quoteSignature. */
            quoteSignature: Uint8Array;

            /** Attestation pcrValues. */
            pcrValues: Uint8Array[];

            /** Attestation code. */
            code: string;

            /** Attestation message. */
            message: string;

            /**
             * Creates a new Attestation instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Attestation instance
             */
            static create(properties: credfleet.v1.Attestation.$Shape): credfleet.v1.Attestation & credfleet.v1.Attestation.$Shape;
            static create(properties?: credfleet.v1.Attestation.$Properties): credfleet.v1.Attestation;

            /**
             * Encodes the specified Attestation message. Does not implicitly {@link credfleet.v1.Attestation.verify|verify} messages.
             * @param message Attestation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Attestation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Attestation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Attestation & credfleet.v1.Attestation.$Shape} Attestation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Attestation & credfleet.v1.Attestation.$Shape;

            /**
             * Gets the type url for Attestation
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Attestation {

            /** Properties of an Attestation. */
            interface $Properties {

                /** Attestation id */
                id?: (number|Long);

                /** Attestation quoteAttest */
                quoteAttest?: Uint8Array;

                /** Attestation quoteSignature */
                quoteSignature?: Uint8Array;

                /** Attestation pcrValues */
                pcrValues?: Uint8Array[];

                /** Attestation code */
                code?: string;

                /** Attestation message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Attestation. */
            type $Shape = credfleet.v1.Attestation.$Properties;
        }

        /**
         * Properties of a PcrSignatures.
         * @deprecated Use credfleet.v1.PcrSignatures.$Properties instead.
         */
        interface IPcrSignatures extends credfleet.v1.PcrSignatures.$Properties {
        }

        /** Represents a PcrSignatures. */
        class PcrSignatures {

            /**
             * Constructs a new PcrSignatures.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PcrSignatures.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PcrSignatures signatures. */
            signatures: credfleet.v1.PcrSignature[];

            /**
             * Creates a new PcrSignatures instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PcrSignatures instance
             */
            static create(properties: credfleet.v1.PcrSignatures.$Shape): credfleet.v1.PcrSignatures & credfleet.v1.PcrSignatures.$Shape;
            static create(properties?: credfleet.v1.PcrSignatures.$Properties): credfleet.v1.PcrSignatures;

            /**
             * Encodes the specified PcrSignatures message. Does not implicitly {@link credfleet.v1.PcrSignatures.verify|verify} messages.
             * @param message PcrSignatures message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PcrSignatures.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PcrSignatures message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PcrSignatures & credfleet.v1.PcrSignatures.$Shape} PcrSignatures
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PcrSignatures & credfleet.v1.PcrSignatures.$Shape;

            /**
             * Gets the type url for PcrSignatures
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PcrSignatures {

            /** Properties of a PcrSignatures. */
            interface $Properties {

                /** PcrSignatures signatures */
                signatures?: credfleet.v1.PcrSignature.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PcrSignatures. */
            type $Shape = credfleet.v1.PcrSignatures.$Properties;
        }

        /**
         * Properties of a PcrSignature.
         * @deprecated Use credfleet.v1.PcrSignature.$Properties instead.
         */
        interface IPcrSignature extends credfleet.v1.PcrSignature.$Properties {
        }

        /** Represents a PcrSignature. */
        class PcrSignature {

            /**
             * Constructs a new PcrSignature.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PcrSignature.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PcrSignature publicKey. */
            publicKey: string;

            /** PcrSignature pcrs. */
            pcrs: number[];

            /** PcrSignature policyDigest. */
            policyDigest: string;

            /** PcrSignature signature. */
            signature: Uint8Array;

            /**
             * Creates a new PcrSignature instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PcrSignature instance
             */
            static create(properties: credfleet.v1.PcrSignature.$Shape): credfleet.v1.PcrSignature & credfleet.v1.PcrSignature.$Shape;
            static create(properties?: credfleet.v1.PcrSignature.$Properties): credfleet.v1.PcrSignature;

            /**
             * Encodes the specified PcrSignature message. Does not implicitly {@link credfleet.v1.PcrSignature.verify|verify} messages.
             * @param message PcrSignature message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PcrSignature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PcrSignature message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PcrSignature & credfleet.v1.PcrSignature.$Shape} PcrSignature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PcrSignature & credfleet.v1.PcrSignature.$Shape;

            /**
             * Gets the type url for PcrSignature
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PcrSignature {

            /** Properties of a PcrSignature. */
            interface $Properties {

                /** PcrSignature publicKey */
                publicKey?: string;

                /** PcrSignature pcrs */
                pcrs?: number[];

                /** PcrSignature policyDigest */
                policyDigest?: string;

                /** PcrSignature signature */
                signature?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PcrSignature. */
            type $Shape = credfleet.v1.PcrSignature.$Properties;
        }

        /**
         * Properties of a PcrSignatureState.
         * @deprecated Use credfleet.v1.PcrSignatureState.$Properties instead.
         */
        interface IPcrSignatureState extends credfleet.v1.PcrSignatureState.$Properties {
        }

        /** Represents a PcrSignatureState. */
        class PcrSignatureState {

            /**
             * Constructs a new PcrSignatureState.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PcrSignatureState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PcrSignatureState installed. */
            installed: string[];

            /** PcrSignatureState code. */
            code: string;

            /** PcrSignatureState message. */
            message: string;

            /**
             * Creates a new PcrSignatureState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PcrSignatureState instance
             */
            static create(properties: credfleet.v1.PcrSignatureState.$Shape): credfleet.v1.PcrSignatureState & credfleet.v1.PcrSignatureState.$Shape;
            static create(properties?: credfleet.v1.PcrSignatureState.$Properties): credfleet.v1.PcrSignatureState;

            /**
             * Encodes the specified PcrSignatureState message. Does not implicitly {@link credfleet.v1.PcrSignatureState.verify|verify} messages.
             * @param message PcrSignatureState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PcrSignatureState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PcrSignatureState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PcrSignatureState & credfleet.v1.PcrSignatureState.$Shape} PcrSignatureState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PcrSignatureState & credfleet.v1.PcrSignatureState.$Shape;

            /**
             * Gets the type url for PcrSignatureState
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PcrSignatureState {

            /** Properties of a PcrSignatureState. */
            interface $Properties {

                /** PcrSignatureState installed */
                installed?: string[];

                /** PcrSignatureState code */
                code?: string;

                /** PcrSignatureState message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PcrSignatureState. */
            type $Shape = credfleet.v1.PcrSignatureState.$Properties;
        }

        /**
         * Properties of a Ping.
         * @deprecated Use credfleet.v1.Ping.$Properties instead.
         */
        interface IPing extends credfleet.v1.Ping.$Properties {
        }

        /** Represents a Ping. */
        class Ping {

            /**
             * Constructs a new Ping.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Ping.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ping nonce. */
            nonce: (number|Long);

            /**
             * Creates a new Ping instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ping instance
             */
            static create(properties: credfleet.v1.Ping.$Shape): credfleet.v1.Ping & credfleet.v1.Ping.$Shape;
            static create(properties?: credfleet.v1.Ping.$Properties): credfleet.v1.Ping;

            /**
             * Encodes the specified Ping message. Does not implicitly {@link credfleet.v1.Ping.verify|verify} messages.
             * @param message Ping message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Ping & credfleet.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Ping & credfleet.v1.Ping.$Shape;

            /**
             * Gets the type url for Ping
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Ping {

            /** Properties of a Ping. */
            interface $Properties {

                /** Ping nonce */
                nonce?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ping. */
            type $Shape = credfleet.v1.Ping.$Properties;
        }

        /**
         * Properties of a Pong.
         * @deprecated Use credfleet.v1.Pong.$Properties instead.
         */
        interface IPong extends credfleet.v1.Pong.$Properties {
        }

        /** Represents a Pong. */
        class Pong {

            /**
             * Constructs a new Pong.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Pong.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pong nonce. */
            nonce: (number|Long);

            /**
             * Creates a new Pong instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Pong instance
             */
            static create(properties: credfleet.v1.Pong.$Shape): credfleet.v1.Pong & credfleet.v1.Pong.$Shape;
            static create(properties?: credfleet.v1.Pong.$Properties): credfleet.v1.Pong;

            /**
             * Encodes the specified Pong message. Does not implicitly {@link credfleet.v1.Pong.verify|verify} messages.
             * @param message Pong message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Pong & credfleet.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Pong & credfleet.v1.Pong.$Shape;

            /**
             * Gets the type url for Pong
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Pong {

            /** Properties of a Pong. */
            interface $Properties {

                /** Pong nonce */
                nonce?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pong. */
            type $Shape = credfleet.v1.Pong.$Properties;
        }

        /**
         * Properties of a Conflict.
         * @deprecated Use credfleet.v1.Conflict.$Properties instead.
         */
        interface IConflict extends credfleet.v1.Conflict.$Properties {
        }

        /** Represents a Conflict. */
        class Conflict {

            /**
             * Constructs a new Conflict.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Conflict.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Conflict message. */
            message: string;

            /**
             * Creates a new Conflict instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Conflict instance
             */
            static create(properties: credfleet.v1.Conflict.$Shape): credfleet.v1.Conflict & credfleet.v1.Conflict.$Shape;
            static create(properties?: credfleet.v1.Conflict.$Properties): credfleet.v1.Conflict;

            /**
             * Encodes the specified Conflict message. Does not implicitly {@link credfleet.v1.Conflict.verify|verify} messages.
             * @param message Conflict message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Conflict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Conflict message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Conflict & credfleet.v1.Conflict.$Shape} Conflict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Conflict & credfleet.v1.Conflict.$Shape;

            /**
             * Gets the type url for Conflict
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Conflict {

            /** Properties of a Conflict. */
            interface $Properties {

                /** Conflict message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Conflict. */
            type $Shape = credfleet.v1.Conflict.$Properties;
        }

        /**
         * Properties of a Push.
         * @deprecated Use credfleet.v1.Push.$Properties instead.
         */
        interface IPush extends credfleet.v1.Push.$Properties {
        }

        /** Represents a Push. */
        class Push {

            /**
             * Constructs a new Push.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Push.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Push nonce. */
            nonce: (number|Long);

            /** Push envelope. */
            envelope: Uint8Array;

            /**
             * Creates a new Push instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Push instance
             */
            static create(properties: credfleet.v1.Push.$Shape): credfleet.v1.Push & credfleet.v1.Push.$Shape;
            static create(properties?: credfleet.v1.Push.$Properties): credfleet.v1.Push;

            /**
             * Encodes the specified Push message. Does not implicitly {@link credfleet.v1.Push.verify|verify} messages.
             * @param message Push message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Push.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Push message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Push & credfleet.v1.Push.$Shape} Push
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Push & credfleet.v1.Push.$Shape;

            /**
             * Gets the type url for Push
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Push {

            /** Properties of a Push. */
            interface $Properties {

                /** Push nonce */
                nonce?: (number|Long);

                /** Push envelope */
                envelope?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Push. */
            type $Shape = credfleet.v1.Push.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use credfleet.v1.Ack.$Properties instead.
         */
        interface IAck extends credfleet.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack nonce. */
            nonce: (number|Long);

            /**
             * Creates a new Ack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ack instance
             */
            static create(properties: credfleet.v1.Ack.$Shape): credfleet.v1.Ack & credfleet.v1.Ack.$Shape;
            static create(properties?: credfleet.v1.Ack.$Properties): credfleet.v1.Ack;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link credfleet.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Ack & credfleet.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Ack & credfleet.v1.Ack.$Shape;

            /**
             * Gets the type url for Ack
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack nonce */
                nonce?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = credfleet.v1.Ack.$Properties;
        }

        /**
         * Properties of a Nack.
         * @deprecated Use credfleet.v1.Nack.$Properties instead.
         */
        interface INack extends credfleet.v1.Nack.$Properties {
        }

        /** Represents a Nack. */
        class Nack {

            /**
             * Constructs a new Nack.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Nack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Nack nonce. */
            nonce: (number|Long);

            /** Nack code. */
            code: string;

            /** Nack message. */
            message: string;

            /**
             * Creates a new Nack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Nack instance
             */
            static create(properties: credfleet.v1.Nack.$Shape): credfleet.v1.Nack & credfleet.v1.Nack.$Shape;
            static create(properties?: credfleet.v1.Nack.$Properties): credfleet.v1.Nack;

            /**
             * Encodes the specified Nack message. Does not implicitly {@link credfleet.v1.Nack.verify|verify} messages.
             * @param message Nack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Nack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Nack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Nack & credfleet.v1.Nack.$Shape} Nack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Nack & credfleet.v1.Nack.$Shape;

            /**
             * Gets the type url for Nack
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Nack {

            /** Properties of a Nack. */
            interface $Properties {

                /** Nack nonce */
                nonce?: (number|Long);

                /** Nack code */
                code?: string;

                /** Nack message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Nack. */
            type $Shape = credfleet.v1.Nack.$Properties;
        }

        /**
         * Properties of a ReportAck.
         * @deprecated Use credfleet.v1.ReportAck.$Properties instead.
         */
        interface IReportAck extends credfleet.v1.ReportAck.$Properties {
        }

        /** Represents a ReportAck. */
        class ReportAck {

            /**
             * Constructs a new ReportAck.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ReportAck.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReportAck seq. */
            seq: (number|Long);

            /**
             * Creates a new ReportAck instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReportAck instance
             */
            static create(properties: credfleet.v1.ReportAck.$Shape): credfleet.v1.ReportAck & credfleet.v1.ReportAck.$Shape;
            static create(properties?: credfleet.v1.ReportAck.$Properties): credfleet.v1.ReportAck;

            /**
             * Encodes the specified ReportAck message. Does not implicitly {@link credfleet.v1.ReportAck.verify|verify} messages.
             * @param message ReportAck message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ReportAck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportAck message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ReportAck & credfleet.v1.ReportAck.$Shape} ReportAck
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ReportAck & credfleet.v1.ReportAck.$Shape;

            /**
             * Gets the type url for ReportAck
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReportAck {

            /** Properties of a ReportAck. */
            interface $Properties {

                /** ReportAck seq */
                seq?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportAck. */
            type $Shape = credfleet.v1.ReportAck.$Properties;
        }

        /**
         * Properties of a Drain.
         * @deprecated Use credfleet.v1.Drain.$Properties instead.
         */
        interface IDrain extends credfleet.v1.Drain.$Properties {
        }

        /** Represents a Drain. */
        class Drain {

            /**
             * Constructs a new Drain.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Drain.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Drain reconnectAfterMs. */
            reconnectAfterMs: number;

            /**
             * Creates a new Drain instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Drain instance
             */
            static create(properties: credfleet.v1.Drain.$Shape): credfleet.v1.Drain & credfleet.v1.Drain.$Shape;
            static create(properties?: credfleet.v1.Drain.$Properties): credfleet.v1.Drain;

            /**
             * Encodes the specified Drain message. Does not implicitly {@link credfleet.v1.Drain.verify|verify} messages.
             * @param message Drain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Drain message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Drain & credfleet.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Drain & credfleet.v1.Drain.$Shape;

            /**
             * Gets the type url for Drain
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Drain {

            /** Properties of a Drain. */
            interface $Properties {

                /** Drain reconnectAfterMs */
                reconnectAfterMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Drain. */
            type $Shape = credfleet.v1.Drain.$Properties;
        }

        /**
         * Properties of an Envelope.
         * @deprecated Use credfleet.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends credfleet.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope header. */
            header: Uint8Array;

            /** Envelope enc. */
            enc: Uint8Array;

            /** Envelope intents. */
            intents: credfleet.v1.SealedIntent[];

            /** Envelope signature. */
            signature: Uint8Array;

            /** Envelope intentKeyId. */
            intentKeyId: string;

            /**
             * Creates a new Envelope instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Envelope instance
             */
            static create(properties: credfleet.v1.Envelope.$Shape): credfleet.v1.Envelope & credfleet.v1.Envelope.$Shape;
            static create(properties?: credfleet.v1.Envelope.$Properties): credfleet.v1.Envelope;

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link credfleet.v1.Envelope.verify|verify} messages.
             * @param message Envelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.Envelope & credfleet.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.Envelope & credfleet.v1.Envelope.$Shape;

            /**
             * Gets the type url for Envelope
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope header */
                header?: Uint8Array;

                /** Envelope enc */
                enc?: Uint8Array;

                /** Envelope intents */
                intents?: credfleet.v1.SealedIntent.$Properties[];

                /** Envelope signature */
                signature?: Uint8Array;

                /** Envelope intentKeyId */
                intentKeyId?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Envelope. */
            type $Shape = credfleet.v1.Envelope.$Properties;
        }

        /**
         * Properties of a SealedIntent.
         * @deprecated Use credfleet.v1.SealedIntent.$Properties instead.
         */
        interface ISealedIntent extends credfleet.v1.SealedIntent.$Properties {
        }

        /** Represents a SealedIntent. */
        class SealedIntent {

            /**
             * Constructs a new SealedIntent.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.SealedIntent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SealedIntent spec. */
            spec: Uint8Array;

            /** SealedIntent ciphertexts. */
            ciphertexts: Uint8Array[];

            /**
             * Creates a new SealedIntent instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SealedIntent instance
             */
            static create(properties: credfleet.v1.SealedIntent.$Shape): credfleet.v1.SealedIntent & credfleet.v1.SealedIntent.$Shape;
            static create(properties?: credfleet.v1.SealedIntent.$Properties): credfleet.v1.SealedIntent;

            /**
             * Encodes the specified SealedIntent message. Does not implicitly {@link credfleet.v1.SealedIntent.verify|verify} messages.
             * @param message SealedIntent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.SealedIntent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SealedIntent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.SealedIntent & credfleet.v1.SealedIntent.$Shape} SealedIntent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.SealedIntent & credfleet.v1.SealedIntent.$Shape;

            /**
             * Gets the type url for SealedIntent
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SealedIntent {

            /** Properties of a SealedIntent. */
            interface $Properties {

                /** SealedIntent spec */
                spec?: Uint8Array;

                /** SealedIntent ciphertexts */
                ciphertexts?: Uint8Array[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SealedIntent. */
            type $Shape = credfleet.v1.SealedIntent.$Properties;
        }

        /**
         * Properties of an IntentSpec.
         * @deprecated Use credfleet.v1.IntentSpec.$Properties instead.
         */
        interface IIntentSpec extends credfleet.v1.IntentSpec.$Properties {
        }

        /** Represents an IntentSpec. */
        class IntentSpec {

            /**
             * Constructs a new IntentSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentSpec uid. */
            uid: string;

            /** IntentSpec namespace. */
            namespace: string;

            /** IntentSpec name. */
            name: string;

            /** IntentSpec version. */
            version: (number|Long);

            /** IntentSpec operation. */
            operation: credfleet.v1.Operation;

            /** IntentSpec rolloutUid. */
            rolloutUid: string;

            /** IntentSpec attempt. */
            attempt: number;

            /** IntentSpec items. */
            items: credfleet.v1.IntentItem[];

            /** IntentSpec delivery. */
            delivery: credfleet.v1.IntentDelivery;

            /** IntentSpec sealing. */
            sealing: credfleet.v1.IntentSealing;

            /** IntentSpec activation. */
            activation: credfleet.v1.IntentActivation;

            /** IntentSpec health. */
            health: credfleet.v1.IntentHealth;

            /** IntentSpec rollbackOnFailure. */
            rollbackOnFailure: boolean;

            /** IntentSpec revokedVersions. */
            revokedVersions: (number|Long)[];

            /** IntentSpec sealRequest. */
            sealRequest: (number|Long);

            /**
             * Creates a new IntentSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentSpec instance
             */
            static create(properties: credfleet.v1.IntentSpec.$Shape): credfleet.v1.IntentSpec & credfleet.v1.IntentSpec.$Shape;
            static create(properties?: credfleet.v1.IntentSpec.$Properties): credfleet.v1.IntentSpec;

            /**
             * Encodes the specified IntentSpec message. Does not implicitly {@link credfleet.v1.IntentSpec.verify|verify} messages.
             * @param message IntentSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentSpec & credfleet.v1.IntentSpec.$Shape} IntentSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentSpec & credfleet.v1.IntentSpec.$Shape;

            /**
             * Gets the type url for IntentSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentSpec {

            /** Properties of an IntentSpec. */
            interface $Properties {

                /** IntentSpec uid */
                uid?: string;

                /** IntentSpec namespace */
                namespace?: string;

                /** IntentSpec name */
                name?: string;

                /** IntentSpec version */
                version?: (number|Long);

                /** IntentSpec operation */
                operation?: credfleet.v1.Operation;

                /** IntentSpec rolloutUid */
                rolloutUid?: string;

                /** IntentSpec attempt */
                attempt?: number;

                /** IntentSpec items */
                items?: credfleet.v1.IntentItem.$Properties[];

                /** IntentSpec delivery */
                delivery?: credfleet.v1.IntentDelivery.$Properties;

                /** IntentSpec sealing */
                sealing?: credfleet.v1.IntentSealing.$Properties;

                /** IntentSpec activation */
                activation?: credfleet.v1.IntentActivation.$Properties;

                /** IntentSpec health */
                health?: credfleet.v1.IntentHealth.$Properties;

                /** IntentSpec rollbackOnFailure */
                rollbackOnFailure?: boolean;

                /** IntentSpec revokedVersions */
                revokedVersions?: (number|Long)[];

                /** IntentSpec sealRequest */
                sealRequest?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentSpec. */
            type $Shape = {
              uid?: string;
              namespace?: string;
              name?: string;
              version?: number|Long;
              operation?: credfleet.v1.Operation;
              rolloutUid?: string;
              attempt?: number;
              items?: credfleet.v1.IntentItem.$Shape[];
              delivery?: credfleet.v1.IntentDelivery.$Shape;
              sealing?: credfleet.v1.IntentSealing.$Shape;
              activation?: credfleet.v1.IntentActivation.$Shape;
              health?: credfleet.v1.IntentHealth.$Shape;
              rollbackOnFailure?: boolean;
              revokedVersions?: (number|Long)[];
              sealRequest?: number|Long;
              $unknowns?: Uint8Array[];
            };
        }

        /** Operation enum. */
        enum Operation {

            /** OPERATION_UNSPECIFIED value */
            OPERATION_UNSPECIFIED = 0,

            /** OPERATION_PUT value */
            OPERATION_PUT = 1,

            /** OPERATION_DELETE value */
            OPERATION_DELETE = 2
        }

        /**
         * Properties of an IntentItem.
         * @deprecated Use credfleet.v1.IntentItem.$Properties instead.
         */
        interface IIntentItem extends credfleet.v1.IntentItem.$Properties {
        }

        /** Represents an IntentItem. */
        class IntentItem {

            /**
             * Constructs a new IntentItem.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentItem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentItem name. */
            name: string;

            /** IntentItem digest. */
            digest: string;

            /**
             * Creates a new IntentItem instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentItem instance
             */
            static create(properties: credfleet.v1.IntentItem.$Shape): credfleet.v1.IntentItem & credfleet.v1.IntentItem.$Shape;
            static create(properties?: credfleet.v1.IntentItem.$Properties): credfleet.v1.IntentItem;

            /**
             * Encodes the specified IntentItem message. Does not implicitly {@link credfleet.v1.IntentItem.verify|verify} messages.
             * @param message IntentItem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentItem message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentItem & credfleet.v1.IntentItem.$Shape} IntentItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentItem & credfleet.v1.IntentItem.$Shape;

            /**
             * Gets the type url for IntentItem
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentItem {

            /** Properties of an IntentItem. */
            interface $Properties {

                /** IntentItem name */
                name?: string;

                /** IntentItem digest */
                digest?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentItem. */
            type $Shape = credfleet.v1.IntentItem.$Properties;
        }

        /**
         * Properties of an IntentDelivery.
         * @deprecated Use credfleet.v1.IntentDelivery.$Properties instead.
         */
        interface IIntentDelivery extends credfleet.v1.IntentDelivery.$Properties {
        }

        /** Represents an IntentDelivery. */
        class IntentDelivery {

            /**
             * Constructs a new IntentDelivery.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentDelivery.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentDelivery type. */
            type: string;

            /** IntentDelivery store. */
            store: string;

            /** IntentDelivery dropIn. */
            dropIn: string;

            /** IntentDelivery drift. */
            drift: string;

            /** IntentDelivery machine. */
            machine: string;

            /** IntentDelivery bootLocation. */
            bootLocation: string;

            /** IntentDelivery bootImage. */
            bootImage: string;

            /** IntentDelivery user. */
            user: string;

            /**
             * Creates a new IntentDelivery instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentDelivery instance
             */
            static create(properties: credfleet.v1.IntentDelivery.$Shape): credfleet.v1.IntentDelivery & credfleet.v1.IntentDelivery.$Shape;
            static create(properties?: credfleet.v1.IntentDelivery.$Properties): credfleet.v1.IntentDelivery;

            /**
             * Encodes the specified IntentDelivery message. Does not implicitly {@link credfleet.v1.IntentDelivery.verify|verify} messages.
             * @param message IntentDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentDelivery message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentDelivery & credfleet.v1.IntentDelivery.$Shape} IntentDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentDelivery & credfleet.v1.IntentDelivery.$Shape;

            /**
             * Gets the type url for IntentDelivery
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentDelivery {

            /** Properties of an IntentDelivery. */
            interface $Properties {

                /** IntentDelivery type */
                type?: string;

                /** IntentDelivery store */
                store?: string;

                /** IntentDelivery dropIn */
                dropIn?: string;

                /** IntentDelivery drift */
                drift?: string;

                /** IntentDelivery machine */
                machine?: string;

                /** IntentDelivery bootLocation */
                bootLocation?: string;

                /** IntentDelivery bootImage */
                bootImage?: string;

                /** IntentDelivery user */
                user?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentDelivery. */
            type $Shape = credfleet.v1.IntentDelivery.$Properties;
        }

        /**
         * Properties of an IntentSealing.
         * @deprecated Use credfleet.v1.IntentSealing.$Properties instead.
         */
        interface IIntentSealing extends credfleet.v1.IntentSealing.$Properties {
        }

        /** Represents an IntentSealing. */
        class IntentSealing {

            /**
             * Constructs a new IntentSealing.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentSealing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentSealing key. */
            key: string;

            /** IntentSealing tpm2Pcrs. */
            tpm2Pcrs: number[];

            /** IntentSealing ttlSeconds. */
            ttlSeconds: (number|Long);

            /** IntentSealing tpm2PublicKey. */
            tpm2PublicKey: string;

            /** IntentSealing tpm2PublicKeyPcrs. */
            tpm2PublicKeyPcrs: number[];

            /**
             * Creates a new IntentSealing instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentSealing instance
             */
            static create(properties: credfleet.v1.IntentSealing.$Shape): credfleet.v1.IntentSealing & credfleet.v1.IntentSealing.$Shape;
            static create(properties?: credfleet.v1.IntentSealing.$Properties): credfleet.v1.IntentSealing;

            /**
             * Encodes the specified IntentSealing message. Does not implicitly {@link credfleet.v1.IntentSealing.verify|verify} messages.
             * @param message IntentSealing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentSealing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentSealing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentSealing & credfleet.v1.IntentSealing.$Shape} IntentSealing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentSealing & credfleet.v1.IntentSealing.$Shape;

            /**
             * Gets the type url for IntentSealing
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentSealing {

            /** Properties of an IntentSealing. */
            interface $Properties {

                /** IntentSealing key */
                key?: string;

                /** IntentSealing tpm2Pcrs */
                tpm2Pcrs?: number[];

                /** IntentSealing ttlSeconds */
                ttlSeconds?: (number|Long);

                /** IntentSealing tpm2PublicKey */
                tpm2PublicKey?: string;

                /** IntentSealing tpm2PublicKeyPcrs */
                tpm2PublicKeyPcrs?: number[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentSealing. */
            type $Shape = credfleet.v1.IntentSealing.$Properties;
        }

        /**
         * Properties of an IntentActivation.
         * @deprecated Use credfleet.v1.IntentActivation.$Properties instead.
         */
        interface IIntentActivation extends credfleet.v1.IntentActivation.$Properties {
        }

        /** Represents an IntentActivation. */
        class IntentActivation {

            /**
             * Constructs a new IntentActivation.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentActivation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentActivation units. */
            units: credfleet.v1.IntentUnit[];

            /** IntentActivation autoDetect. */
            autoDetect: boolean;

            /** IntentActivation coalesceMs. */
            coalesceMs: (number|Long);

            /**
             * Creates a new IntentActivation instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentActivation instance
             */
            static create(properties: credfleet.v1.IntentActivation.$Shape): credfleet.v1.IntentActivation & credfleet.v1.IntentActivation.$Shape;
            static create(properties?: credfleet.v1.IntentActivation.$Properties): credfleet.v1.IntentActivation;

            /**
             * Encodes the specified IntentActivation message. Does not implicitly {@link credfleet.v1.IntentActivation.verify|verify} messages.
             * @param message IntentActivation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentActivation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentActivation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentActivation & credfleet.v1.IntentActivation.$Shape} IntentActivation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentActivation & credfleet.v1.IntentActivation.$Shape;

            /**
             * Gets the type url for IntentActivation
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentActivation {

            /** Properties of an IntentActivation. */
            interface $Properties {

                /** IntentActivation units */
                units?: credfleet.v1.IntentUnit.$Properties[];

                /** IntentActivation autoDetect */
                autoDetect?: boolean;

                /** IntentActivation coalesceMs */
                coalesceMs?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentActivation. */
            type $Shape = credfleet.v1.IntentActivation.$Properties;
        }

        /**
         * Properties of an IntentUnit.
         * @deprecated Use credfleet.v1.IntentUnit.$Properties instead.
         */
        interface IIntentUnit extends credfleet.v1.IntentUnit.$Properties {
        }

        /** Represents an IntentUnit. */
        class IntentUnit {

            /**
             * Constructs a new IntentUnit.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentUnit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentUnit name. */
            name: string;

            /** IntentUnit action. */
            action: string;

            /**
             * Creates a new IntentUnit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentUnit instance
             */
            static create(properties: credfleet.v1.IntentUnit.$Shape): credfleet.v1.IntentUnit & credfleet.v1.IntentUnit.$Shape;
            static create(properties?: credfleet.v1.IntentUnit.$Properties): credfleet.v1.IntentUnit;

            /**
             * Encodes the specified IntentUnit message. Does not implicitly {@link credfleet.v1.IntentUnit.verify|verify} messages.
             * @param message IntentUnit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentUnit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentUnit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentUnit & credfleet.v1.IntentUnit.$Shape} IntentUnit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentUnit & credfleet.v1.IntentUnit.$Shape;

            /**
             * Gets the type url for IntentUnit
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentUnit {

            /** Properties of an IntentUnit. */
            interface $Properties {

                /** IntentUnit name */
                name?: string;

                /** IntentUnit action */
                action?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentUnit. */
            type $Shape = credfleet.v1.IntentUnit.$Properties;
        }

        /**
         * Properties of an IntentHealth.
         * @deprecated Use credfleet.v1.IntentHealth.$Properties instead.
         */
        interface IIntentHealth extends credfleet.v1.IntentHealth.$Properties {
        }

        /** Represents an IntentHealth. */
        class IntentHealth {

            /**
             * Constructs a new IntentHealth.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentHealth.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentHealth minHealthyMs. */
            minHealthyMs: (number|Long);

            /** IntentHealth deadlineMs. */
            deadlineMs: (number|Long);

            /** IntentHealth maxRestarts. */
            maxRestarts: number;

            /** IntentHealth verifyLoaded. */
            verifyLoaded: string;

            /** IntentHealth probes. */
            probes: credfleet.v1.IntentProbe[];

            /**
             * Creates a new IntentHealth instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentHealth instance
             */
            static create(properties: credfleet.v1.IntentHealth.$Shape): credfleet.v1.IntentHealth & credfleet.v1.IntentHealth.$Shape;
            static create(properties?: credfleet.v1.IntentHealth.$Properties): credfleet.v1.IntentHealth;

            /**
             * Encodes the specified IntentHealth message. Does not implicitly {@link credfleet.v1.IntentHealth.verify|verify} messages.
             * @param message IntentHealth message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentHealth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentHealth message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentHealth & credfleet.v1.IntentHealth.$Shape} IntentHealth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentHealth & credfleet.v1.IntentHealth.$Shape;

            /**
             * Gets the type url for IntentHealth
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentHealth {

            /** Properties of an IntentHealth. */
            interface $Properties {

                /** IntentHealth minHealthyMs */
                minHealthyMs?: (number|Long);

                /** IntentHealth deadlineMs */
                deadlineMs?: (number|Long);

                /** IntentHealth maxRestarts */
                maxRestarts?: number;

                /** IntentHealth verifyLoaded */
                verifyLoaded?: string;

                /** IntentHealth probes */
                probes?: credfleet.v1.IntentProbe.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntentHealth. */
            type $Shape = {
              minHealthyMs?: number|Long;
              deadlineMs?: number|Long;
              maxRestarts?: number;
              verifyLoaded?: string;
              probes?: credfleet.v1.IntentProbe.$Shape[];
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an IntentProbe.
         * @deprecated Use credfleet.v1.IntentProbe.$Properties instead.
         */
        interface IIntentProbe extends credfleet.v1.IntentProbe.$Properties {
        }

        /** Represents an IntentProbe. */
        class IntentProbe {

            /**
             * Constructs a new IntentProbe.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntentProbe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntentProbe tcpPort. */
            tcpPort: (number|null);

            /** IntentProbe http. */
            http: (credfleet.v1.HttpProbe|null);

            /** IntentProbe unit. */
            unit: (string|null);

            /** IntentProbe kind. */
            kind?: ("tcpPort"|"http"|"unit");

            /**
             * Creates a new IntentProbe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntentProbe instance
             */
            static create(properties: credfleet.v1.IntentProbe.$Shape): credfleet.v1.IntentProbe & credfleet.v1.IntentProbe.$Shape;
            static create(properties?: credfleet.v1.IntentProbe.$Properties): credfleet.v1.IntentProbe;

            /**
             * Encodes the specified IntentProbe message. Does not implicitly {@link credfleet.v1.IntentProbe.verify|verify} messages.
             * @param message IntentProbe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntentProbe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntentProbe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntentProbe & credfleet.v1.IntentProbe.$Shape} IntentProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntentProbe & credfleet.v1.IntentProbe.$Shape;

            /**
             * Gets the type url for IntentProbe
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntentProbe {

            /** Properties of an IntentProbe. */
            interface $Properties {

                /** IntentProbe tcpPort */
                tcpPort?: (number|null);

                /** IntentProbe http */
                http?: (credfleet.v1.HttpProbe.$Properties|null);

                /** IntentProbe unit */
                unit?: (string|null);

                /** IntentProbe kind */
                kind?: ("tcpPort"|"http"|"unit");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an IntentProbe. */
            type $Shape = {
              tcpPort?: number|null;
              http?: credfleet.v1.HttpProbe.$Shape|null;
              unit?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; tcpPort?: null; http?: null; unit?: null }|{ kind?: "tcpPort"; tcpPort: number; http?: null; unit?: null }|{ kind?: "http"; tcpPort?: null; http: credfleet.v1.HttpProbe.$Shape; unit?: null }|{ kind?: "unit"; tcpPort?: null; http?: null; unit: string })
            );
        }

        /**
         * Properties of a HttpProbe.
         * @deprecated Use credfleet.v1.HttpProbe.$Properties instead.
         */
        interface IHttpProbe extends credfleet.v1.HttpProbe.$Properties {
        }

        /** Represents a HttpProbe. */
        class HttpProbe {

            /**
             * Constructs a new HttpProbe.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.HttpProbe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HttpProbe url. */
            url: string;

            /** HttpProbe expectStatus. */
            expectStatus: number;

            /**
             * Creates a new HttpProbe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HttpProbe instance
             */
            static create(properties: credfleet.v1.HttpProbe.$Shape): credfleet.v1.HttpProbe & credfleet.v1.HttpProbe.$Shape;
            static create(properties?: credfleet.v1.HttpProbe.$Properties): credfleet.v1.HttpProbe;

            /**
             * Encodes the specified HttpProbe message. Does not implicitly {@link credfleet.v1.HttpProbe.verify|verify} messages.
             * @param message HttpProbe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.HttpProbe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HttpProbe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.HttpProbe & credfleet.v1.HttpProbe.$Shape} HttpProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.HttpProbe & credfleet.v1.HttpProbe.$Shape;

            /**
             * Gets the type url for HttpProbe
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HttpProbe {

            /** Properties of a HttpProbe. */
            interface $Properties {

                /** HttpProbe url */
                url?: string;

                /** HttpProbe expectStatus */
                expectStatus?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HttpProbe. */
            type $Shape = credfleet.v1.HttpProbe.$Properties;
        }

        /**
         * Properties of a SignedReport.
         * @deprecated Use credfleet.v1.SignedReport.$Properties instead.
         */
        interface ISignedReport extends credfleet.v1.SignedReport.$Properties {
        }

        /** Represents a SignedReport. */
        class SignedReport {

            /**
             * Constructs a new SignedReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.SignedReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedReport seq. */
            seq: (number|Long);

            /** SignedReport body. */
            body: Uint8Array;

            /** SignedReport signature. */
            signature: Uint8Array;

            /**
             * Creates a new SignedReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SignedReport instance
             */
            static create(properties: credfleet.v1.SignedReport.$Shape): credfleet.v1.SignedReport & credfleet.v1.SignedReport.$Shape;
            static create(properties?: credfleet.v1.SignedReport.$Properties): credfleet.v1.SignedReport;

            /**
             * Encodes the specified SignedReport message. Does not implicitly {@link credfleet.v1.SignedReport.verify|verify} messages.
             * @param message SignedReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.SignedReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.SignedReport & credfleet.v1.SignedReport.$Shape} SignedReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.SignedReport & credfleet.v1.SignedReport.$Shape;

            /**
             * Gets the type url for SignedReport
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SignedReport {

            /** Properties of a SignedReport. */
            interface $Properties {

                /** SignedReport seq */
                seq?: (number|Long);

                /** SignedReport body */
                body?: Uint8Array;

                /** SignedReport signature */
                signature?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedReport. */
            type $Shape = credfleet.v1.SignedReport.$Properties;
        }

        /**
         * Properties of a SignedReports.
         * @deprecated Use credfleet.v1.SignedReports.$Properties instead.
         */
        interface ISignedReports extends credfleet.v1.SignedReports.$Properties {
        }

        /** Represents a SignedReports. */
        class SignedReports {

            /**
             * Constructs a new SignedReports.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.SignedReports.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedReports reports. */
            reports: credfleet.v1.SignedReport[];

            /**
             * Creates a new SignedReports instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SignedReports instance
             */
            static create(properties: credfleet.v1.SignedReports.$Shape): credfleet.v1.SignedReports & credfleet.v1.SignedReports.$Shape;
            static create(properties?: credfleet.v1.SignedReports.$Properties): credfleet.v1.SignedReports;

            /**
             * Encodes the specified SignedReports message. Does not implicitly {@link credfleet.v1.SignedReports.verify|verify} messages.
             * @param message SignedReports message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.SignedReports.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedReports message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.SignedReports & credfleet.v1.SignedReports.$Shape} SignedReports
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.SignedReports & credfleet.v1.SignedReports.$Shape;

            /**
             * Gets the type url for SignedReports
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SignedReports {

            /** Properties of a SignedReports. */
            interface $Properties {

                /** SignedReports reports */
                reports?: credfleet.v1.SignedReport.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedReports. */
            type $Shape = credfleet.v1.SignedReports.$Properties;
        }

        /**
         * Properties of a HostReport.
         * @deprecated Use credfleet.v1.HostReport.$Properties instead.
         */
        interface IHostReport extends credfleet.v1.HostReport.$Properties {
        }

        /** Represents a HostReport. */
        class HostReport {

            /**
             * Constructs a new HostReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.HostReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostReport hostUid. */
            hostUid: string;

            /** HostReport bootId. */
            bootId: string;

            /** HostReport seq. */
            seq: (number|Long);

            /** HostReport timeMs. */
            timeMs: (number|Long);

            /** HostReport credential. */
            credential: credfleet.v1.CredentialReport;

            /**
             * Creates a new HostReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HostReport instance
             */
            static create(properties: credfleet.v1.HostReport.$Shape): credfleet.v1.HostReport & credfleet.v1.HostReport.$Shape;
            static create(properties?: credfleet.v1.HostReport.$Properties): credfleet.v1.HostReport;

            /**
             * Encodes the specified HostReport message. Does not implicitly {@link credfleet.v1.HostReport.verify|verify} messages.
             * @param message HostReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.HostReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.HostReport & credfleet.v1.HostReport.$Shape} HostReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.HostReport & credfleet.v1.HostReport.$Shape;

            /**
             * Gets the type url for HostReport
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HostReport {

            /** Properties of a HostReport. */
            interface $Properties {

                /** HostReport hostUid */
                hostUid?: string;

                /** HostReport bootId */
                bootId?: string;

                /** HostReport seq */
                seq?: (number|Long);

                /** HostReport timeMs */
                timeMs?: (number|Long);

                /** HostReport credential */
                credential?: credfleet.v1.CredentialReport.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostReport. */
            type $Shape = credfleet.v1.HostReport.$Properties;
        }

        /** Phase enum. */
        enum Phase {

            /** PHASE_UNSPECIFIED value */
            PHASE_UNSPECIFIED = 0,

            /** PHASE_SEALED value */
            PHASE_SEALED = 1,

            /** PHASE_ACTIVATING value */
            PHASE_ACTIVATING = 2,

            /** PHASE_SOAKING value */
            PHASE_SOAKING = 3,

            /** PHASE_HEALTHY value */
            PHASE_HEALTHY = 4,

            /** PHASE_FAILED value */
            PHASE_FAILED = 5,

            /** PHASE_ROLLED_BACK value */
            PHASE_ROLLED_BACK = 6,

            /** PHASE_REMOVED value */
            PHASE_REMOVED = 7,

            /** PHASE_STAGED value */
            PHASE_STAGED = 40
        }

        /**
         * Properties of a CredentialReport.
         * @deprecated Use credfleet.v1.CredentialReport.$Properties instead.
         */
        interface ICredentialReport extends credfleet.v1.CredentialReport.$Properties {
        }

        /** Represents a CredentialReport. */
        class CredentialReport {

            /**
             * Constructs a new CredentialReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.CredentialReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CredentialReport uid. */
            uid: string;

            /** CredentialReport namespace. */
            namespace: string;

            /** CredentialReport name. */
            name: string;

            /** CredentialReport version. */
            version: (number|Long);

            /** CredentialReport rolloutUid. */
            rolloutUid: string;

            /** CredentialReport attempt. */
            attempt: number;

            /** CredentialReport phase. */
            phase: credfleet.v1.Phase;

            /** CredentialReport code. */
            code: string;

            /** CredentialReport message. */
            message: string;

            /** CredentialReport runningVersion. */
            runningVersion: (number|Long);

            /** CredentialReport items. */
            items: credfleet.v1.ItemReport[];

            /** CredentialReport units. */
            units: credfleet.v1.UnitReport[];

            /** CredentialReport goneVersions. */
            goneVersions: (number|Long)[];

            /** CredentialReport occasion. */
            occasion: string;

            /** CredentialReport sealRequest. */
            sealRequest: (number|Long);

            /**
             * Creates a new CredentialReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CredentialReport instance
             */
            static create(properties: credfleet.v1.CredentialReport.$Shape): credfleet.v1.CredentialReport & credfleet.v1.CredentialReport.$Shape;
            static create(properties?: credfleet.v1.CredentialReport.$Properties): credfleet.v1.CredentialReport;

            /**
             * Encodes the specified CredentialReport message. Does not implicitly {@link credfleet.v1.CredentialReport.verify|verify} messages.
             * @param message CredentialReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.CredentialReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CredentialReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.CredentialReport & credfleet.v1.CredentialReport.$Shape} CredentialReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.CredentialReport & credfleet.v1.CredentialReport.$Shape;

            /**
             * Gets the type url for CredentialReport
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace CredentialReport {

            /** Properties of a CredentialReport. */
            interface $Properties {

                /** CredentialReport uid */
                uid?: string;

                /** CredentialReport namespace */
                namespace?: string;

                /** CredentialReport name */
                name?: string;

                /** CredentialReport version */
                version?: (number|Long);

                /** CredentialReport rolloutUid */
                rolloutUid?: string;

                /** CredentialReport attempt */
                attempt?: number;

                /** CredentialReport phase */
                phase?: credfleet.v1.Phase;

                /** CredentialReport code */
                code?: string;

                /** CredentialReport message */
                message?: string;

                /** CredentialReport runningVersion */
                runningVersion?: (number|Long);

                /** CredentialReport items */
                items?: credfleet.v1.ItemReport.$Properties[];

                /** CredentialReport units */
                units?: credfleet.v1.UnitReport.$Properties[];

                /** CredentialReport goneVersions */
                goneVersions?: (number|Long)[];

                /** CredentialReport occasion */
                occasion?: string;

                /** CredentialReport sealRequest */
                sealRequest?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CredentialReport. */
            type $Shape = credfleet.v1.CredentialReport.$Properties;
        }

        /**
         * Properties of an ItemReport.
         * @deprecated Use credfleet.v1.ItemReport.$Properties instead.
         */
        interface IItemReport extends credfleet.v1.ItemReport.$Properties {
        }

        /** Represents an ItemReport. */
        class ItemReport {

            /**
             * Constructs a new ItemReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ItemReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ItemReport name. */
            name: string;

            /** ItemReport digest. */
            digest: string;

            /** ItemReport sealedDigest. */
            sealedDigest: string;

            /** ItemReport keyType. */
            keyType: string;

            /** ItemReport pcrMask. */
            pcrMask: number;

            /** ItemReport policyDigest. */
            policyDigest: string;

            /** ItemReport sealNotAfterMs. */
            sealNotAfterMs: (number|Long);

            /** ItemReport signedPcrMask. */
            signedPcrMask: number;

            /** ItemReport pcrKey. */
            pcrKey: string;

            /**
             * Creates a new ItemReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ItemReport instance
             */
            static create(properties: credfleet.v1.ItemReport.$Shape): credfleet.v1.ItemReport & credfleet.v1.ItemReport.$Shape;
            static create(properties?: credfleet.v1.ItemReport.$Properties): credfleet.v1.ItemReport;

            /**
             * Encodes the specified ItemReport message. Does not implicitly {@link credfleet.v1.ItemReport.verify|verify} messages.
             * @param message ItemReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ItemReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ItemReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ItemReport & credfleet.v1.ItemReport.$Shape} ItemReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ItemReport & credfleet.v1.ItemReport.$Shape;

            /**
             * Gets the type url for ItemReport
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ItemReport {

            /** Properties of an ItemReport. */
            interface $Properties {

                /** ItemReport name */
                name?: string;

                /** ItemReport digest */
                digest?: string;

                /** ItemReport sealedDigest */
                sealedDigest?: string;

                /** ItemReport keyType */
                keyType?: string;

                /** ItemReport pcrMask */
                pcrMask?: number;

                /** ItemReport policyDigest */
                policyDigest?: string;

                /** ItemReport sealNotAfterMs */
                sealNotAfterMs?: (number|Long);

                /** ItemReport signedPcrMask */
                signedPcrMask?: number;

                /** ItemReport pcrKey */
                pcrKey?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ItemReport. */
            type $Shape = credfleet.v1.ItemReport.$Properties;
        }

        /**
         * Properties of a UnitReport.
         * @deprecated Use credfleet.v1.UnitReport.$Properties instead.
         */
        interface IUnitReport extends credfleet.v1.UnitReport.$Properties {
        }

        /** Represents a UnitReport. */
        class UnitReport {

            /**
             * Constructs a new UnitReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.UnitReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UnitReport name. */
            name: string;

            /** UnitReport action. */
            action: string;

            /** UnitReport invocationBefore. */
            invocationBefore: string;

            /** UnitReport invocationAfter. */
            invocationAfter: string;

            /** UnitReport activeState. */
            activeState: string;

            /** UnitReport subState. */
            subState: string;

            /** UnitReport result. */
            result: string;

            /** UnitReport execMainStatus. */
            execMainStatus: number;

            /** UnitReport restarts. */
            restarts: number;

            /** UnitReport loadedEqualsVersion. */
            loadedEqualsVersion: string;

            /**
             * Creates a new UnitReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns UnitReport instance
             */
            static create(properties: credfleet.v1.UnitReport.$Shape): credfleet.v1.UnitReport & credfleet.v1.UnitReport.$Shape;
            static create(properties?: credfleet.v1.UnitReport.$Properties): credfleet.v1.UnitReport;

            /**
             * Encodes the specified UnitReport message. Does not implicitly {@link credfleet.v1.UnitReport.verify|verify} messages.
             * @param message UnitReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.UnitReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a UnitReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.UnitReport & credfleet.v1.UnitReport.$Shape} UnitReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.UnitReport & credfleet.v1.UnitReport.$Shape;

            /**
             * Gets the type url for UnitReport
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace UnitReport {

            /** Properties of a UnitReport. */
            interface $Properties {

                /** UnitReport name */
                name?: string;

                /** UnitReport action */
                action?: string;

                /** UnitReport invocationBefore */
                invocationBefore?: string;

                /** UnitReport invocationAfter */
                invocationAfter?: string;

                /** UnitReport activeState */
                activeState?: string;

                /** UnitReport subState */
                subState?: string;

                /** UnitReport result */
                result?: string;

                /** UnitReport execMainStatus */
                execMainStatus?: number;

                /** UnitReport restarts */
                restarts?: number;

                /** UnitReport loadedEqualsVersion */
                loadedEqualsVersion?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a UnitReport. */
            type $Shape = credfleet.v1.UnitReport.$Properties;
        }

        /**
         * Properties of an EnrollRequest.
         * @deprecated Use credfleet.v1.EnrollRequest.$Properties instead.
         */
        interface IEnrollRequest extends credfleet.v1.EnrollRequest.$Properties {
        }

        /** Represents an EnrollRequest. */
        class EnrollRequest {

            /**
             * Constructs a new EnrollRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollRequest start. */
            start: (credfleet.v1.EnrollStart|null);

            /** EnrollRequest proof. */
            proof: (credfleet.v1.EnrollProof|null);

            /** EnrollRequest kind. */
            kind?: ("start"|"proof");

            /**
             * Creates a new EnrollRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollRequest instance
             */
            static create(properties: credfleet.v1.EnrollRequest.$Shape): credfleet.v1.EnrollRequest & credfleet.v1.EnrollRequest.$Shape;
            static create(properties?: credfleet.v1.EnrollRequest.$Properties): credfleet.v1.EnrollRequest;

            /**
             * Encodes the specified EnrollRequest message. Does not implicitly {@link credfleet.v1.EnrollRequest.verify|verify} messages.
             * @param message EnrollRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollRequest & credfleet.v1.EnrollRequest.$Shape} EnrollRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollRequest & credfleet.v1.EnrollRequest.$Shape;

            /**
             * Gets the type url for EnrollRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollRequest {

            /** Properties of an EnrollRequest. */
            interface $Properties {

                /** EnrollRequest start */
                start?: (credfleet.v1.EnrollStart.$Properties|null);

                /** EnrollRequest proof */
                proof?: (credfleet.v1.EnrollProof.$Properties|null);

                /** EnrollRequest kind */
                kind?: ("start"|"proof");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an EnrollRequest. */
            type $Shape = {
              start?: credfleet.v1.EnrollStart.$Shape|null;
              proof?: credfleet.v1.EnrollProof.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; start?: null; proof?: null }|{ kind?: "start"; start: credfleet.v1.EnrollStart.$Shape; proof?: null }|{ kind?: "proof"; start?: null; proof: credfleet.v1.EnrollProof.$Shape })
            );
        }

        /**
         * Properties of an EnrollResponse.
         * @deprecated Use credfleet.v1.EnrollResponse.$Properties instead.
         */
        interface IEnrollResponse extends credfleet.v1.EnrollResponse.$Properties {
        }

        /** Represents an EnrollResponse. */
        class EnrollResponse {

            /**
             * Constructs a new EnrollResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollResponse challenge. */
            challenge: (credfleet.v1.EnrollChallenge|null);

            /** EnrollResponse issued. */
            issued: (credfleet.v1.EnrollIssued|null);

            /** EnrollResponse pending. */
            pending: (credfleet.v1.EnrollPending|null);

            /** EnrollResponse denied. */
            denied: (credfleet.v1.EnrollDenied|null);

            /** EnrollResponse kind. */
            kind?: ("challenge"|"issued"|"pending"|"denied");

            /**
             * Creates a new EnrollResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollResponse instance
             */
            static create(properties: credfleet.v1.EnrollResponse.$Shape): credfleet.v1.EnrollResponse & credfleet.v1.EnrollResponse.$Shape;
            static create(properties?: credfleet.v1.EnrollResponse.$Properties): credfleet.v1.EnrollResponse;

            /**
             * Encodes the specified EnrollResponse message. Does not implicitly {@link credfleet.v1.EnrollResponse.verify|verify} messages.
             * @param message EnrollResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollResponse & credfleet.v1.EnrollResponse.$Shape} EnrollResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollResponse & credfleet.v1.EnrollResponse.$Shape;

            /**
             * Gets the type url for EnrollResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollResponse {

            /** Properties of an EnrollResponse. */
            interface $Properties {

                /** EnrollResponse challenge */
                challenge?: (credfleet.v1.EnrollChallenge.$Properties|null);

                /** EnrollResponse issued */
                issued?: (credfleet.v1.EnrollIssued.$Properties|null);

                /** EnrollResponse pending */
                pending?: (credfleet.v1.EnrollPending.$Properties|null);

                /** EnrollResponse denied */
                denied?: (credfleet.v1.EnrollDenied.$Properties|null);

                /** EnrollResponse kind */
                kind?: ("challenge"|"issued"|"pending"|"denied");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an EnrollResponse. */
            type $Shape = {
              challenge?: credfleet.v1.EnrollChallenge.$Shape|null;
              issued?: credfleet.v1.EnrollIssued.$Shape|null;
              pending?: credfleet.v1.EnrollPending.$Shape|null;
              denied?: credfleet.v1.EnrollDenied.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; challenge?: null; issued?: null; pending?: null; denied?: null }|{ kind?: "challenge"; challenge: credfleet.v1.EnrollChallenge.$Shape; issued?: null; pending?: null; denied?: null }|{ kind?: "issued"; challenge?: null; issued: credfleet.v1.EnrollIssued.$Shape; pending?: null; denied?: null }|{ kind?: "pending"; challenge?: null; issued?: null; pending: credfleet.v1.EnrollPending.$Shape; denied?: null }|{ kind?: "denied"; challenge?: null; issued?: null; pending?: null; denied: credfleet.v1.EnrollDenied.$Shape })
            );
        }

        /**
         * Properties of an EnrollStart.
         * @deprecated Use credfleet.v1.EnrollStart.$Properties instead.
         */
        interface IEnrollStart extends credfleet.v1.EnrollStart.$Properties {
        }

        /** Represents an EnrollStart. */
        class EnrollStart {

            /**
             * Constructs a new EnrollStart.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollStart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollStart protocol. */
            protocol: number;

            /** EnrollStart nonceAgent. */
            nonceAgent: Uint8Array;

            /** EnrollStart ekPub. */
            ekPub: Uint8Array;

            /** EnrollStart ekCerts. */
            ekCerts: Uint8Array[];

            /** EnrollStart akPub. */
            akPub: Uint8Array;

            /** EnrollStart kxPub. */
            kxPub: Uint8Array;

            /** EnrollStart kxEpoch. */
            kxEpoch: number;

            /** EnrollStart tlsSpki. */
            tlsSpki: Uint8Array;

            /** EnrollStart receiptKey. */
            receiptKey: Uint8Array;

            /** EnrollStart identityPub. */
            identityPub: Uint8Array;

            /** EnrollStart hostName. */
            hostName: string;

            /** EnrollStart bootId. */
            bootId: string;

            /** EnrollStart facts. */
            facts: { [k: string]: string };

            /** EnrollStart tokenId. */
            tokenId: string;

            /** EnrollStart tokenMac. */
            tokenMac: Uint8Array;

            /** EnrollStart kxTpmPub. */
            kxTpmPub: Uint8Array;

            /** EnrollStart hostUid. */
            hostUid: string;

            /**
             * Creates a new EnrollStart instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollStart instance
             */
            static create(properties: credfleet.v1.EnrollStart.$Shape): credfleet.v1.EnrollStart & credfleet.v1.EnrollStart.$Shape;
            static create(properties?: credfleet.v1.EnrollStart.$Properties): credfleet.v1.EnrollStart;

            /**
             * Encodes the specified EnrollStart message. Does not implicitly {@link credfleet.v1.EnrollStart.verify|verify} messages.
             * @param message EnrollStart message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollStart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollStart message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollStart & credfleet.v1.EnrollStart.$Shape} EnrollStart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollStart & credfleet.v1.EnrollStart.$Shape;

            /**
             * Gets the type url for EnrollStart
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollStart {

            /** Properties of an EnrollStart. */
            interface $Properties {

                /** EnrollStart protocol */
                protocol?: number;

                /** EnrollStart nonceAgent */
                nonceAgent?: Uint8Array;

                /** EnrollStart ekPub */
                ekPub?: Uint8Array;

                /** EnrollStart ekCerts */
                ekCerts?: Uint8Array[];

                /** EnrollStart akPub */
                akPub?: Uint8Array;

                /** EnrollStart kxPub */
                kxPub?: Uint8Array;

                /** EnrollStart kxEpoch */
                kxEpoch?: number;

                /** EnrollStart tlsSpki */
                tlsSpki?: Uint8Array;

                /** EnrollStart receiptKey */
                receiptKey?: Uint8Array;

                /** EnrollStart identityPub */
                identityPub?: Uint8Array;

                /** EnrollStart hostName */
                hostName?: string;

                /** EnrollStart bootId */
                bootId?: string;

                /** EnrollStart facts */
                facts?: { [k: string]: string };

                /** EnrollStart tokenId */
                tokenId?: string;

                /** EnrollStart tokenMac */
                tokenMac?: Uint8Array;

                /** EnrollStart kxTpmPub */
                kxTpmPub?: Uint8Array;

                /** EnrollStart hostUid */
                hostUid?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollStart. */
            type $Shape = credfleet.v1.EnrollStart.$Properties;
        }

        /**
         * Properties of an EnrollChallenge.
         * @deprecated Use credfleet.v1.EnrollChallenge.$Properties instead.
         */
        interface IEnrollChallenge extends credfleet.v1.EnrollChallenge.$Properties {
        }

        /** Represents an EnrollChallenge. */
        class EnrollChallenge {

            /**
             * Constructs a new EnrollChallenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollChallenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollChallenge nonceController. */
            nonceController: Uint8Array;

            /** EnrollChallenge credentialBlob. */
            credentialBlob: Uint8Array;

            /** EnrollChallenge encSecret. */
            encSecret: Uint8Array;

            /** EnrollChallenge pcrSelection. */
            pcrSelection: number[];

            /** EnrollChallenge deadlineMs. */
            deadlineMs: number;

            /**
             * Creates a new EnrollChallenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollChallenge instance
             */
            static create(properties: credfleet.v1.EnrollChallenge.$Shape): credfleet.v1.EnrollChallenge & credfleet.v1.EnrollChallenge.$Shape;
            static create(properties?: credfleet.v1.EnrollChallenge.$Properties): credfleet.v1.EnrollChallenge;

            /**
             * Encodes the specified EnrollChallenge message. Does not implicitly {@link credfleet.v1.EnrollChallenge.verify|verify} messages.
             * @param message EnrollChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollChallenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollChallenge & credfleet.v1.EnrollChallenge.$Shape} EnrollChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollChallenge & credfleet.v1.EnrollChallenge.$Shape;

            /**
             * Gets the type url for EnrollChallenge
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollChallenge {

            /** Properties of an EnrollChallenge. */
            interface $Properties {

                /** EnrollChallenge nonceController */
                nonceController?: Uint8Array;

                /** EnrollChallenge credentialBlob */
                credentialBlob?: Uint8Array;

                /** EnrollChallenge encSecret */
                encSecret?: Uint8Array;

                /** EnrollChallenge pcrSelection */
                pcrSelection?: number[];

                /** EnrollChallenge deadlineMs */
                deadlineMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollChallenge. */
            type $Shape = credfleet.v1.EnrollChallenge.$Properties;
        }

        /**
         * Properties of an EnrollProof.
         * @deprecated Use credfleet.v1.EnrollProof.$Properties instead.
         */
        interface IEnrollProof extends credfleet.v1.EnrollProof.$Properties {
        }

        /** Represents an EnrollProof. */
        class EnrollProof {

            /**
             * Constructs a new EnrollProof.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollProof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollProof transcriptMac. */
            transcriptMac: Uint8Array;

            /** EnrollProof certifyAttest. */
            certifyAttest: Uint8Array;

            /** EnrollProof certifySignature. */
            certifySignature: Uint8Array;

            /** EnrollProof quoteAttest. */
            quoteAttest: Uint8Array;

            /** EnrollProof quoteSignature. */
            quoteSignature: Uint8Array;

            /** EnrollProof pcrValues. */
            pcrValues: Uint8Array[];

            /** EnrollProof identitySignature. */
            identitySignature: Uint8Array;

            /** EnrollProof csr. */
            csr: Uint8Array;

            /**
             * Creates a new EnrollProof instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollProof instance
             */
            static create(properties: credfleet.v1.EnrollProof.$Shape): credfleet.v1.EnrollProof & credfleet.v1.EnrollProof.$Shape;
            static create(properties?: credfleet.v1.EnrollProof.$Properties): credfleet.v1.EnrollProof;

            /**
             * Encodes the specified EnrollProof message. Does not implicitly {@link credfleet.v1.EnrollProof.verify|verify} messages.
             * @param message EnrollProof message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollProof message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollProof & credfleet.v1.EnrollProof.$Shape} EnrollProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollProof & credfleet.v1.EnrollProof.$Shape;

            /**
             * Gets the type url for EnrollProof
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollProof {

            /** Properties of an EnrollProof. */
            interface $Properties {

                /** EnrollProof transcriptMac */
                transcriptMac?: Uint8Array;

                /** EnrollProof certifyAttest */
                certifyAttest?: Uint8Array;

                /** EnrollProof certifySignature */
                certifySignature?: Uint8Array;

                /** EnrollProof quoteAttest */
                quoteAttest?: Uint8Array;

                /** EnrollProof quoteSignature */
                quoteSignature?: Uint8Array;

                /** EnrollProof pcrValues */
                pcrValues?: Uint8Array[];

                /** EnrollProof identitySignature */
                identitySignature?: Uint8Array;

                /** EnrollProof csr */
                csr?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollProof. */
            type $Shape = credfleet.v1.EnrollProof.$Properties;
        }

        /**
         * Properties of an EnrollIssued.
         * @deprecated Use credfleet.v1.EnrollIssued.$Properties instead.
         */
        interface IEnrollIssued extends credfleet.v1.EnrollIssued.$Properties {
        }

        /** Represents an EnrollIssued. */
        class EnrollIssued {

            /**
             * Constructs a new EnrollIssued.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollIssued.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollIssued hostUid. */
            hostUid: string;

            /** EnrollIssued certificate. */
            certificate: Uint8Array;

            /** EnrollIssued caCertificates. */
            caCertificates: Uint8Array[];

            /** EnrollIssued intentKeys. */
            intentKeys: Uint8Array[];

            /** EnrollIssued identityEpoch. */
            identityEpoch: number;

            /** EnrollIssued clusterUid. */
            clusterUid: string;

            /** EnrollIssued assurance. */
            assurance: string;

            /** EnrollIssued trustEpoch. */
            trustEpoch: (number|Long);

            /**
             * Creates a new EnrollIssued instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollIssued instance
             */
            static create(properties: credfleet.v1.EnrollIssued.$Shape): credfleet.v1.EnrollIssued & credfleet.v1.EnrollIssued.$Shape;
            static create(properties?: credfleet.v1.EnrollIssued.$Properties): credfleet.v1.EnrollIssued;

            /**
             * Encodes the specified EnrollIssued message. Does not implicitly {@link credfleet.v1.EnrollIssued.verify|verify} messages.
             * @param message EnrollIssued message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollIssued.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollIssued message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollIssued & credfleet.v1.EnrollIssued.$Shape} EnrollIssued
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollIssued & credfleet.v1.EnrollIssued.$Shape;

            /**
             * Gets the type url for EnrollIssued
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollIssued {

            /** Properties of an EnrollIssued. */
            interface $Properties {

                /** EnrollIssued hostUid */
                hostUid?: string;

                /** EnrollIssued certificate */
                certificate?: Uint8Array;

                /** EnrollIssued caCertificates */
                caCertificates?: Uint8Array[];

                /** EnrollIssued intentKeys */
                intentKeys?: Uint8Array[];

                /** EnrollIssued identityEpoch */
                identityEpoch?: number;

                /** EnrollIssued clusterUid */
                clusterUid?: string;

                /** EnrollIssued assurance */
                assurance?: string;

                /** EnrollIssued trustEpoch */
                trustEpoch?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollIssued. */
            type $Shape = credfleet.v1.EnrollIssued.$Properties;
        }

        /**
         * Properties of an EnrollPending.
         * @deprecated Use credfleet.v1.EnrollPending.$Properties instead.
         */
        interface IEnrollPending extends credfleet.v1.EnrollPending.$Properties {
        }

        /** Represents an EnrollPending. */
        class EnrollPending {

            /**
             * Constructs a new EnrollPending.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollPending.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollPending retryAfterMs. */
            retryAfterMs: number;

            /** EnrollPending message. */
            message: string;

            /**
             * Creates a new EnrollPending instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollPending instance
             */
            static create(properties: credfleet.v1.EnrollPending.$Shape): credfleet.v1.EnrollPending & credfleet.v1.EnrollPending.$Shape;
            static create(properties?: credfleet.v1.EnrollPending.$Properties): credfleet.v1.EnrollPending;

            /**
             * Encodes the specified EnrollPending message. Does not implicitly {@link credfleet.v1.EnrollPending.verify|verify} messages.
             * @param message EnrollPending message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollPending.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollPending message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollPending & credfleet.v1.EnrollPending.$Shape} EnrollPending
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollPending & credfleet.v1.EnrollPending.$Shape;

            /**
             * Gets the type url for EnrollPending
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollPending {

            /** Properties of an EnrollPending. */
            interface $Properties {

                /** EnrollPending retryAfterMs */
                retryAfterMs?: number;

                /** EnrollPending message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollPending. */
            type $Shape = credfleet.v1.EnrollPending.$Properties;
        }

        /**
         * Properties of an EnrollDenied.
         * @deprecated Use credfleet.v1.EnrollDenied.$Properties instead.
         */
        interface IEnrollDenied extends credfleet.v1.EnrollDenied.$Properties {
        }

        /** Represents an EnrollDenied. */
        class EnrollDenied {

            /**
             * Constructs a new EnrollDenied.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EnrollDenied.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrollDenied message. */
            message: string;

            /**
             * Creates a new EnrollDenied instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnrollDenied instance
             */
            static create(properties: credfleet.v1.EnrollDenied.$Shape): credfleet.v1.EnrollDenied & credfleet.v1.EnrollDenied.$Shape;
            static create(properties?: credfleet.v1.EnrollDenied.$Properties): credfleet.v1.EnrollDenied;

            /**
             * Encodes the specified EnrollDenied message. Does not implicitly {@link credfleet.v1.EnrollDenied.verify|verify} messages.
             * @param message EnrollDenied message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EnrollDenied.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrollDenied message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EnrollDenied & credfleet.v1.EnrollDenied.$Shape} EnrollDenied
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EnrollDenied & credfleet.v1.EnrollDenied.$Shape;

            /**
             * Gets the type url for EnrollDenied
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EnrollDenied {

            /** Properties of an EnrollDenied. */
            interface $Properties {

                /** EnrollDenied message */
                message?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrollDenied. */
            type $Shape = credfleet.v1.EnrollDenied.$Properties;
        }

        /**
         * Properties of a StatesRequest.
         * @deprecated Use credfleet.v1.StatesRequest.$Properties instead.
         */
        interface IStatesRequest extends credfleet.v1.StatesRequest.$Properties {
        }

        /** Represents a StatesRequest. */
        class StatesRequest {

            /**
             * Constructs a new StatesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.StatesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatesRequest namespace. */
            namespace: string;

            /** StatesRequest credential. */
            credential: string;

            /** StatesRequest host. */
            host: string;

            /**
             * Creates a new StatesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StatesRequest instance
             */
            static create(properties: credfleet.v1.StatesRequest.$Shape): credfleet.v1.StatesRequest & credfleet.v1.StatesRequest.$Shape;
            static create(properties?: credfleet.v1.StatesRequest.$Properties): credfleet.v1.StatesRequest;

            /**
             * Encodes the specified StatesRequest message. Does not implicitly {@link credfleet.v1.StatesRequest.verify|verify} messages.
             * @param message StatesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.StatesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.StatesRequest & credfleet.v1.StatesRequest.$Shape} StatesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.StatesRequest & credfleet.v1.StatesRequest.$Shape;

            /**
             * Gets the type url for StatesRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StatesRequest {

            /** Properties of a StatesRequest. */
            interface $Properties {

                /** StatesRequest namespace */
                namespace?: string;

                /** StatesRequest credential */
                credential?: string;

                /** StatesRequest host */
                host?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatesRequest. */
            type $Shape = credfleet.v1.StatesRequest.$Properties;
        }

        /**
         * Properties of a StateRow.
         * @deprecated Use credfleet.v1.StateRow.$Properties instead.
         */
        interface IStateRow extends credfleet.v1.StateRow.$Properties {
        }

        /** Represents a StateRow. */
        class StateRow {

            /**
             * Constructs a new StateRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.StateRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateRow hostUid. */
            hostUid: string;

            /** StateRow host. */
            host: string;

            /** StateRow credentialUid. */
            credentialUid: string;

            /** StateRow namespace. */
            namespace: string;

            /** StateRow credential. */
            credential: string;

            /** StateRow targetVersion. */
            targetVersion: (number|Long);

            /** StateRow state. */
            state: string;

            /** StateRow runningVersion. */
            runningVersion: (number|Long);

            /** StateRow sinceMs. */
            sinceMs: (number|Long);

            /** StateRow code. */
            code: string;

            /** StateRow message. */
            message: string;

            /** StateRow rollout. */
            rollout: string;

            /** StateRow unitsJson. */
            unitsJson: string;

            /** StateRow itemsJson. */
            itemsJson: string;

            /**
             * Creates a new StateRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateRow instance
             */
            static create(properties: credfleet.v1.StateRow.$Shape): credfleet.v1.StateRow & credfleet.v1.StateRow.$Shape;
            static create(properties?: credfleet.v1.StateRow.$Properties): credfleet.v1.StateRow;

            /**
             * Encodes the specified StateRow message. Does not implicitly {@link credfleet.v1.StateRow.verify|verify} messages.
             * @param message StateRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.StateRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.StateRow & credfleet.v1.StateRow.$Shape} StateRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.StateRow & credfleet.v1.StateRow.$Shape;

            /**
             * Gets the type url for StateRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StateRow {

            /** Properties of a StateRow. */
            interface $Properties {

                /** StateRow hostUid */
                hostUid?: string;

                /** StateRow host */
                host?: string;

                /** StateRow credentialUid */
                credentialUid?: string;

                /** StateRow namespace */
                namespace?: string;

                /** StateRow credential */
                credential?: string;

                /** StateRow targetVersion */
                targetVersion?: (number|Long);

                /** StateRow state */
                state?: string;

                /** StateRow runningVersion */
                runningVersion?: (number|Long);

                /** StateRow sinceMs */
                sinceMs?: (number|Long);

                /** StateRow code */
                code?: string;

                /** StateRow message */
                message?: string;

                /** StateRow rollout */
                rollout?: string;

                /** StateRow unitsJson */
                unitsJson?: string;

                /** StateRow itemsJson */
                itemsJson?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateRow. */
            type $Shape = credfleet.v1.StateRow.$Properties;
        }

        /**
         * Properties of a HoldersRequest.
         * @deprecated Use credfleet.v1.HoldersRequest.$Properties instead.
         */
        interface IHoldersRequest extends credfleet.v1.HoldersRequest.$Properties {
        }

        /** Represents a HoldersRequest. */
        class HoldersRequest {

            /**
             * Constructs a new HoldersRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.HoldersRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HoldersRequest namespace. */
            namespace: string;

            /** HoldersRequest credential. */
            credential: string;

            /** HoldersRequest version. */
            version: (number|Long);

            /** HoldersRequest atMs. */
            atMs: (number|Long);

            /** HoldersRequest after. */
            after: (number|Long);

            /** HoldersRequest limit. */
            limit: number;

            /**
             * Creates a new HoldersRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HoldersRequest instance
             */
            static create(properties: credfleet.v1.HoldersRequest.$Shape): credfleet.v1.HoldersRequest & credfleet.v1.HoldersRequest.$Shape;
            static create(properties?: credfleet.v1.HoldersRequest.$Properties): credfleet.v1.HoldersRequest;

            /**
             * Encodes the specified HoldersRequest message. Does not implicitly {@link credfleet.v1.HoldersRequest.verify|verify} messages.
             * @param message HoldersRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.HoldersRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HoldersRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.HoldersRequest & credfleet.v1.HoldersRequest.$Shape} HoldersRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.HoldersRequest & credfleet.v1.HoldersRequest.$Shape;

            /**
             * Gets the type url for HoldersRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HoldersRequest {

            /** Properties of a HoldersRequest. */
            interface $Properties {

                /** HoldersRequest namespace */
                namespace?: string;

                /** HoldersRequest credential */
                credential?: string;

                /** HoldersRequest version */
                version?: (number|Long);

                /** HoldersRequest atMs */
                atMs?: (number|Long);

                /** HoldersRequest after */
                after?: (number|Long);

                /** HoldersRequest limit */
                limit?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HoldersRequest. */
            type $Shape = credfleet.v1.HoldersRequest.$Properties;
        }

        /**
         * Properties of a HistoryRequest.
         * @deprecated Use credfleet.v1.HistoryRequest.$Properties instead.
         */
        interface IHistoryRequest extends credfleet.v1.HistoryRequest.$Properties {
        }

        /** Represents a HistoryRequest. */
        class HistoryRequest {

            /**
             * Constructs a new HistoryRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.HistoryRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HistoryRequest host. */
            host: string;

            /** HistoryRequest namespace. */
            namespace: string;

            /** HistoryRequest credential. */
            credential: string;

            /** HistoryRequest version. */
            version: (number|Long);

            /** HistoryRequest sinceMs. */
            sinceMs: (number|Long);

            /** HistoryRequest untilMs. */
            untilMs: (number|Long);

            /** HistoryRequest after. */
            after: (number|Long);

            /** HistoryRequest limit. */
            limit: number;

            /**
             * Creates a new HistoryRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HistoryRequest instance
             */
            static create(properties: credfleet.v1.HistoryRequest.$Shape): credfleet.v1.HistoryRequest & credfleet.v1.HistoryRequest.$Shape;
            static create(properties?: credfleet.v1.HistoryRequest.$Properties): credfleet.v1.HistoryRequest;

            /**
             * Encodes the specified HistoryRequest message. Does not implicitly {@link credfleet.v1.HistoryRequest.verify|verify} messages.
             * @param message HistoryRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.HistoryRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HistoryRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.HistoryRequest & credfleet.v1.HistoryRequest.$Shape} HistoryRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.HistoryRequest & credfleet.v1.HistoryRequest.$Shape;

            /**
             * Gets the type url for HistoryRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HistoryRequest {

            /** Properties of a HistoryRequest. */
            interface $Properties {

                /** HistoryRequest host */
                host?: string;

                /** HistoryRequest namespace */
                namespace?: string;

                /** HistoryRequest credential */
                credential?: string;

                /** HistoryRequest version */
                version?: (number|Long);

                /** HistoryRequest sinceMs */
                sinceMs?: (number|Long);

                /** HistoryRequest untilMs */
                untilMs?: (number|Long);

                /** HistoryRequest after */
                after?: (number|Long);

                /** HistoryRequest limit */
                limit?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HistoryRequest. */
            type $Shape = credfleet.v1.HistoryRequest.$Properties;
        }

        /**
         * Properties of an IntervalRow.
         * @deprecated Use credfleet.v1.IntervalRow.$Properties instead.
         */
        interface IIntervalRow extends credfleet.v1.IntervalRow.$Properties {
        }

        /** Represents an IntervalRow. */
        class IntervalRow {

            /**
             * Constructs a new IntervalRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.IntervalRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IntervalRow host. */
            host: string;

            /** IntervalRow namespace. */
            namespace: string;

            /** IntervalRow credential. */
            credential: string;

            /** IntervalRow version. */
            version: (number|Long);

            /** IntervalRow fromMs. */
            fromMs: (number|Long);

            /** IntervalRow toMs. */
            toMs: (number|Long);

            /** IntervalRow endReason. */
            endReason: string;

            /** IntervalRow id. */
            id: (number|Long);

            /** IntervalRow hostUid. */
            hostUid: string;

            /** IntervalRow credentialUid. */
            credentialUid: string;

            /** IntervalRow loadedBy. */
            loadedBy: credfleet.v1.LoadedBy[];

            /**
             * Creates a new IntervalRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IntervalRow instance
             */
            static create(properties: credfleet.v1.IntervalRow.$Shape): credfleet.v1.IntervalRow & credfleet.v1.IntervalRow.$Shape;
            static create(properties?: credfleet.v1.IntervalRow.$Properties): credfleet.v1.IntervalRow;

            /**
             * Encodes the specified IntervalRow message. Does not implicitly {@link credfleet.v1.IntervalRow.verify|verify} messages.
             * @param message IntervalRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.IntervalRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IntervalRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.IntervalRow & credfleet.v1.IntervalRow.$Shape} IntervalRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.IntervalRow & credfleet.v1.IntervalRow.$Shape;

            /**
             * Gets the type url for IntervalRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IntervalRow {

            /** Properties of an IntervalRow. */
            interface $Properties {

                /** IntervalRow host */
                host?: string;

                /** IntervalRow namespace */
                namespace?: string;

                /** IntervalRow credential */
                credential?: string;

                /** IntervalRow version */
                version?: (number|Long);

                /** IntervalRow fromMs */
                fromMs?: (number|Long);

                /** IntervalRow toMs */
                toMs?: (number|Long);

                /** IntervalRow endReason */
                endReason?: string;

                /** IntervalRow id */
                id?: (number|Long);

                /** IntervalRow hostUid */
                hostUid?: string;

                /** IntervalRow credentialUid */
                credentialUid?: string;

                /** IntervalRow loadedBy */
                loadedBy?: credfleet.v1.LoadedBy.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IntervalRow. */
            type $Shape = credfleet.v1.IntervalRow.$Properties;
        }

        /**
         * Properties of a LoadedBy.
         * @deprecated Use credfleet.v1.LoadedBy.$Properties instead.
         */
        interface ILoadedBy extends credfleet.v1.LoadedBy.$Properties {
        }

        /** Represents a LoadedBy. */
        class LoadedBy {

            /**
             * Constructs a new LoadedBy.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.LoadedBy.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LoadedBy unit. */
            unit: string;

            /** LoadedBy invocationId. */
            invocationId: string;

            /**
             * Creates a new LoadedBy instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LoadedBy instance
             */
            static create(properties: credfleet.v1.LoadedBy.$Shape): credfleet.v1.LoadedBy & credfleet.v1.LoadedBy.$Shape;
            static create(properties?: credfleet.v1.LoadedBy.$Properties): credfleet.v1.LoadedBy;

            /**
             * Encodes the specified LoadedBy message. Does not implicitly {@link credfleet.v1.LoadedBy.verify|verify} messages.
             * @param message LoadedBy message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.LoadedBy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LoadedBy message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.LoadedBy & credfleet.v1.LoadedBy.$Shape} LoadedBy
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.LoadedBy & credfleet.v1.LoadedBy.$Shape;

            /**
             * Gets the type url for LoadedBy
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LoadedBy {

            /** Properties of a LoadedBy. */
            interface $Properties {

                /** LoadedBy unit */
                unit?: string;

                /** LoadedBy invocationId */
                invocationId?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LoadedBy. */
            type $Shape = credfleet.v1.LoadedBy.$Properties;
        }

        /**
         * Properties of a GoneRequest.
         * @deprecated Use credfleet.v1.GoneRequest.$Properties instead.
         */
        interface IGoneRequest extends credfleet.v1.GoneRequest.$Properties {
        }

        /** Represents a GoneRequest. */
        class GoneRequest {

            /**
             * Constructs a new GoneRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.GoneRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GoneRequest namespace. */
            namespace: string;

            /** GoneRequest credential. */
            credential: string;

            /** GoneRequest version. */
            version: (number|Long);

            /** GoneRequest host. */
            host: string;

            /**
             * Creates a new GoneRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GoneRequest instance
             */
            static create(properties: credfleet.v1.GoneRequest.$Shape): credfleet.v1.GoneRequest & credfleet.v1.GoneRequest.$Shape;
            static create(properties?: credfleet.v1.GoneRequest.$Properties): credfleet.v1.GoneRequest;

            /**
             * Encodes the specified GoneRequest message. Does not implicitly {@link credfleet.v1.GoneRequest.verify|verify} messages.
             * @param message GoneRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.GoneRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GoneRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.GoneRequest & credfleet.v1.GoneRequest.$Shape} GoneRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.GoneRequest & credfleet.v1.GoneRequest.$Shape;

            /**
             * Gets the type url for GoneRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GoneRequest {

            /** Properties of a GoneRequest. */
            interface $Properties {

                /** GoneRequest namespace */
                namespace?: string;

                /** GoneRequest credential */
                credential?: string;

                /** GoneRequest version */
                version?: (number|Long);

                /** GoneRequest host */
                host?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GoneRequest. */
            type $Shape = credfleet.v1.GoneRequest.$Properties;
        }

        /**
         * Properties of a GoneRow.
         * @deprecated Use credfleet.v1.GoneRow.$Properties instead.
         */
        interface IGoneRow extends credfleet.v1.GoneRow.$Properties {
        }

        /** Represents a GoneRow. */
        class GoneRow {

            /**
             * Constructs a new GoneRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.GoneRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GoneRow host. */
            host: string;

            /** GoneRow hostUid. */
            hostUid: string;

            /** GoneRow credentialUid. */
            credentialUid: string;

            /** GoneRow version. */
            version: (number|Long);

            /** GoneRow state. */
            state: string;

            /** GoneRow sinceMs. */
            sinceMs: (number|Long);

            /** GoneRow evidence. */
            evidence: (number|Long)[];

            /** GoneRow receipts. */
            receipts: (number|Long)[];

            /**
             * Creates a new GoneRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GoneRow instance
             */
            static create(properties: credfleet.v1.GoneRow.$Shape): credfleet.v1.GoneRow & credfleet.v1.GoneRow.$Shape;
            static create(properties?: credfleet.v1.GoneRow.$Properties): credfleet.v1.GoneRow;

            /**
             * Encodes the specified GoneRow message. Does not implicitly {@link credfleet.v1.GoneRow.verify|verify} messages.
             * @param message GoneRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.GoneRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GoneRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.GoneRow & credfleet.v1.GoneRow.$Shape} GoneRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.GoneRow & credfleet.v1.GoneRow.$Shape;

            /**
             * Gets the type url for GoneRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GoneRow {

            /** Properties of a GoneRow. */
            interface $Properties {

                /** GoneRow host */
                host?: string;

                /** GoneRow hostUid */
                hostUid?: string;

                /** GoneRow credentialUid */
                credentialUid?: string;

                /** GoneRow version */
                version?: (number|Long);

                /** GoneRow state */
                state?: string;

                /** GoneRow sinceMs */
                sinceMs?: (number|Long);

                /** GoneRow evidence */
                evidence?: (number|Long)[];

                /** GoneRow receipts */
                receipts?: (number|Long)[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GoneRow. */
            type $Shape = credfleet.v1.GoneRow.$Properties;
        }

        /**
         * Properties of an ExposureRequest.
         * @deprecated Use credfleet.v1.ExposureRequest.$Properties instead.
         */
        interface IExposureRequest extends credfleet.v1.ExposureRequest.$Properties {
        }

        /** Represents an ExposureRequest. */
        class ExposureRequest {

            /**
             * Constructs a new ExposureRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ExposureRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExposureRequest host. */
            host: string;

            /**
             * Creates a new ExposureRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExposureRequest instance
             */
            static create(properties: credfleet.v1.ExposureRequest.$Shape): credfleet.v1.ExposureRequest & credfleet.v1.ExposureRequest.$Shape;
            static create(properties?: credfleet.v1.ExposureRequest.$Properties): credfleet.v1.ExposureRequest;

            /**
             * Encodes the specified ExposureRequest message. Does not implicitly {@link credfleet.v1.ExposureRequest.verify|verify} messages.
             * @param message ExposureRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ExposureRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExposureRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ExposureRequest & credfleet.v1.ExposureRequest.$Shape} ExposureRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ExposureRequest & credfleet.v1.ExposureRequest.$Shape;

            /**
             * Gets the type url for ExposureRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ExposureRequest {

            /** Properties of an ExposureRequest. */
            interface $Properties {

                /** ExposureRequest host */
                host?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExposureRequest. */
            type $Shape = credfleet.v1.ExposureRequest.$Properties;
        }

        /**
         * Properties of an ExposureRow.
         * @deprecated Use credfleet.v1.ExposureRow.$Properties instead.
         */
        interface IExposureRow extends credfleet.v1.ExposureRow.$Properties {
        }

        /** Represents an ExposureRow. */
        class ExposureRow {

            /**
             * Constructs a new ExposureRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ExposureRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExposureRow host. */
            host: string;

            /** ExposureRow namespace. */
            namespace: string;

            /** ExposureRow credential. */
            credential: string;

            /** ExposureRow version. */
            version: (number|Long);

            /** ExposureRow sinceMs. */
            sinceMs: (number|Long);

            /** ExposureRow untilMs. */
            untilMs: (number|Long);

            /** ExposureRow wasHeld. */
            wasHeld: boolean;

            /** ExposureRow state. */
            state: string;

            /**
             * Creates a new ExposureRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExposureRow instance
             */
            static create(properties: credfleet.v1.ExposureRow.$Shape): credfleet.v1.ExposureRow & credfleet.v1.ExposureRow.$Shape;
            static create(properties?: credfleet.v1.ExposureRow.$Properties): credfleet.v1.ExposureRow;

            /**
             * Encodes the specified ExposureRow message. Does not implicitly {@link credfleet.v1.ExposureRow.verify|verify} messages.
             * @param message ExposureRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ExposureRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExposureRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ExposureRow & credfleet.v1.ExposureRow.$Shape} ExposureRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ExposureRow & credfleet.v1.ExposureRow.$Shape;

            /**
             * Gets the type url for ExposureRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ExposureRow {

            /** Properties of an ExposureRow. */
            interface $Properties {

                /** ExposureRow host */
                host?: string;

                /** ExposureRow namespace */
                namespace?: string;

                /** ExposureRow credential */
                credential?: string;

                /** ExposureRow version */
                version?: (number|Long);

                /** ExposureRow sinceMs */
                sinceMs?: (number|Long);

                /** ExposureRow untilMs */
                untilMs?: (number|Long);

                /** ExposureRow wasHeld */
                wasHeld?: boolean;

                /** ExposureRow state */
                state?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExposureRow. */
            type $Shape = credfleet.v1.ExposureRow.$Properties;
        }

        /**
         * Properties of an EventsRequest.
         * @deprecated Use credfleet.v1.EventsRequest.$Properties instead.
         */
        interface IEventsRequest extends credfleet.v1.EventsRequest.$Properties {
        }

        /** Represents an EventsRequest. */
        class EventsRequest {

            /**
             * Constructs a new EventsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EventsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EventsRequest namespace. */
            namespace: string;

            /** EventsRequest credential. */
            credential: string;

            /** EventsRequest host. */
            host: string;

            /** EventsRequest version. */
            version: (number|Long);

            /** EventsRequest actor. */
            actor: string;

            /** EventsRequest type. */
            type: string;

            /** EventsRequest sinceMs. */
            sinceMs: (number|Long);

            /** EventsRequest untilMs. */
            untilMs: (number|Long);

            /** EventsRequest afterSeq. */
            afterSeq: (number|Long);

            /** EventsRequest limit. */
            limit: number;

            /** EventsRequest follow. */
            follow: boolean;

            /**
             * Creates a new EventsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EventsRequest instance
             */
            static create(properties: credfleet.v1.EventsRequest.$Shape): credfleet.v1.EventsRequest & credfleet.v1.EventsRequest.$Shape;
            static create(properties?: credfleet.v1.EventsRequest.$Properties): credfleet.v1.EventsRequest;

            /**
             * Encodes the specified EventsRequest message. Does not implicitly {@link credfleet.v1.EventsRequest.verify|verify} messages.
             * @param message EventsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EventsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EventsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EventsRequest & credfleet.v1.EventsRequest.$Shape} EventsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EventsRequest & credfleet.v1.EventsRequest.$Shape;

            /**
             * Gets the type url for EventsRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EventsRequest {

            /** Properties of an EventsRequest. */
            interface $Properties {

                /** EventsRequest namespace */
                namespace?: string;

                /** EventsRequest credential */
                credential?: string;

                /** EventsRequest host */
                host?: string;

                /** EventsRequest version */
                version?: (number|Long);

                /** EventsRequest actor */
                actor?: string;

                /** EventsRequest type */
                type?: string;

                /** EventsRequest sinceMs */
                sinceMs?: (number|Long);

                /** EventsRequest untilMs */
                untilMs?: (number|Long);

                /** EventsRequest afterSeq */
                afterSeq?: (number|Long);

                /** EventsRequest limit */
                limit?: number;

                /** EventsRequest follow */
                follow?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EventsRequest. */
            type $Shape = credfleet.v1.EventsRequest.$Properties;
        }

        /**
         * Properties of an EventRow.
         * @deprecated Use credfleet.v1.EventRow.$Properties instead.
         */
        interface IEventRow extends credfleet.v1.EventRow.$Properties {
        }

        /** Represents an EventRow. */
        class EventRow {

            /**
             * Constructs a new EventRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.EventRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EventRow seq. */
            seq: (number|Long);

            /** EventRow timeMs. */
            timeMs: (number|Long);

            /** EventRow type. */
            type: string;

            /** EventRow json. */
            json: string;

            /**
             * Creates a new EventRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EventRow instance
             */
            static create(properties: credfleet.v1.EventRow.$Shape): credfleet.v1.EventRow & credfleet.v1.EventRow.$Shape;
            static create(properties?: credfleet.v1.EventRow.$Properties): credfleet.v1.EventRow;

            /**
             * Encodes the specified EventRow message. Does not implicitly {@link credfleet.v1.EventRow.verify|verify} messages.
             * @param message EventRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.EventRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EventRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.EventRow & credfleet.v1.EventRow.$Shape} EventRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.EventRow & credfleet.v1.EventRow.$Shape;

            /**
             * Gets the type url for EventRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EventRow {

            /** Properties of an EventRow. */
            interface $Properties {

                /** EventRow seq */
                seq?: (number|Long);

                /** EventRow timeMs */
                timeMs?: (number|Long);

                /** EventRow type */
                type?: string;

                /** EventRow json */
                json?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EventRow. */
            type $Shape = credfleet.v1.EventRow.$Properties;
        }

        /**
         * Properties of an ExplainRequest.
         * @deprecated Use credfleet.v1.ExplainRequest.$Properties instead.
         */
        interface IExplainRequest extends credfleet.v1.ExplainRequest.$Properties {
        }

        /** Represents an ExplainRequest. */
        class ExplainRequest {

            /**
             * Constructs a new ExplainRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ExplainRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplainRequest host. */
            host: string;

            /** ExplainRequest namespace. */
            namespace: string;

            /** ExplainRequest credential. */
            credential: string;

            /**
             * Creates a new ExplainRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExplainRequest instance
             */
            static create(properties: credfleet.v1.ExplainRequest.$Shape): credfleet.v1.ExplainRequest & credfleet.v1.ExplainRequest.$Shape;
            static create(properties?: credfleet.v1.ExplainRequest.$Properties): credfleet.v1.ExplainRequest;

            /**
             * Encodes the specified ExplainRequest message. Does not implicitly {@link credfleet.v1.ExplainRequest.verify|verify} messages.
             * @param message ExplainRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ExplainRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplainRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ExplainRequest & credfleet.v1.ExplainRequest.$Shape} ExplainRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ExplainRequest & credfleet.v1.ExplainRequest.$Shape;

            /**
             * Gets the type url for ExplainRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ExplainRequest {

            /** Properties of an ExplainRequest. */
            interface $Properties {

                /** ExplainRequest host */
                host?: string;

                /** ExplainRequest namespace */
                namespace?: string;

                /** ExplainRequest credential */
                credential?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplainRequest. */
            type $Shape = credfleet.v1.ExplainRequest.$Properties;
        }

        /**
         * Properties of an ExplainReply.
         * @deprecated Use credfleet.v1.ExplainReply.$Properties instead.
         */
        interface IExplainReply extends credfleet.v1.ExplainReply.$Properties {
        }

        /** Represents an ExplainReply. */
        class ExplainReply {

            /**
             * Constructs a new ExplainReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ExplainReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplainReply verdict. */
            verdict: string;

            /** ExplainReply causes. */
            causes: string[];

            /** ExplainReply next. */
            next: string[];

            /** ExplainReply state. */
            state: credfleet.v1.StateRow;

            /**
             * Creates a new ExplainReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExplainReply instance
             */
            static create(properties: credfleet.v1.ExplainReply.$Shape): credfleet.v1.ExplainReply & credfleet.v1.ExplainReply.$Shape;
            static create(properties?: credfleet.v1.ExplainReply.$Properties): credfleet.v1.ExplainReply;

            /**
             * Encodes the specified ExplainReply message. Does not implicitly {@link credfleet.v1.ExplainReply.verify|verify} messages.
             * @param message ExplainReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ExplainReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplainReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ExplainReply & credfleet.v1.ExplainReply.$Shape} ExplainReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ExplainReply & credfleet.v1.ExplainReply.$Shape;

            /**
             * Gets the type url for ExplainReply
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ExplainReply {

            /** Properties of an ExplainReply. */
            interface $Properties {

                /** ExplainReply verdict */
                verdict?: string;

                /** ExplainReply causes */
                causes?: string[];

                /** ExplainReply next */
                next?: string[];

                /** ExplainReply state */
                state?: credfleet.v1.StateRow.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplainReply. */
            type $Shape = credfleet.v1.ExplainReply.$Properties;
        }

        /**
         * Properties of a PlanRequest.
         * @deprecated Use credfleet.v1.PlanRequest.$Properties instead.
         */
        interface IPlanRequest extends credfleet.v1.PlanRequest.$Properties {
        }

        /** Represents a PlanRequest. */
        class PlanRequest {

            /**
             * Constructs a new PlanRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanRequest namespace. */
            namespace: string;

            /** PlanRequest credential. */
            credential: string;

            /**
             * Creates a new PlanRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanRequest instance
             */
            static create(properties: credfleet.v1.PlanRequest.$Shape): credfleet.v1.PlanRequest & credfleet.v1.PlanRequest.$Shape;
            static create(properties?: credfleet.v1.PlanRequest.$Properties): credfleet.v1.PlanRequest;

            /**
             * Encodes the specified PlanRequest message. Does not implicitly {@link credfleet.v1.PlanRequest.verify|verify} messages.
             * @param message PlanRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanRequest & credfleet.v1.PlanRequest.$Shape} PlanRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanRequest & credfleet.v1.PlanRequest.$Shape;

            /**
             * Gets the type url for PlanRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanRequest {

            /** Properties of a PlanRequest. */
            interface $Properties {

                /** PlanRequest namespace */
                namespace?: string;

                /** PlanRequest credential */
                credential?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanRequest. */
            type $Shape = credfleet.v1.PlanRequest.$Properties;
        }

        /**
         * Properties of a PlanPart.
         * @deprecated Use credfleet.v1.PlanPart.$Properties instead.
         */
        interface IPlanPart extends credfleet.v1.PlanPart.$Properties {
        }

        /** Represents a PlanPart. */
        class PlanPart {

            /**
             * Constructs a new PlanPart.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanPart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanPart head. */
            head: credfleet.v1.PlanHead;

            /** PlanPart host. */
            host: credfleet.v1.PlanHost;

            /**
             * Creates a new PlanPart instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanPart instance
             */
            static create(properties: credfleet.v1.PlanPart.$Shape): credfleet.v1.PlanPart & credfleet.v1.PlanPart.$Shape;
            static create(properties?: credfleet.v1.PlanPart.$Properties): credfleet.v1.PlanPart;

            /**
             * Encodes the specified PlanPart message. Does not implicitly {@link credfleet.v1.PlanPart.verify|verify} messages.
             * @param message PlanPart message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanPart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanPart message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanPart & credfleet.v1.PlanPart.$Shape} PlanPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanPart & credfleet.v1.PlanPart.$Shape;

            /**
             * Gets the type url for PlanPart
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanPart {

            /** Properties of a PlanPart. */
            interface $Properties {

                /** PlanPart head */
                head?: credfleet.v1.PlanHead.$Properties;

                /** PlanPart host */
                host?: credfleet.v1.PlanHost.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanPart. */
            type $Shape = credfleet.v1.PlanPart.$Properties;
        }

        /**
         * Properties of a PlanHead.
         * @deprecated Use credfleet.v1.PlanHead.$Properties instead.
         */
        interface IPlanHead extends credfleet.v1.PlanHead.$Properties {
        }

        /** Represents a PlanHead. */
        class PlanHead {

            /**
             * Constructs a new PlanHead.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanHead.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanHead planId. */
            planId: string;

            /** PlanHead rollout. */
            rollout: string;

            /** PlanHead type. */
            type: string;

            /** PlanHead version. */
            version: (number|Long);

            /** PlanHead stableVersion. */
            stableVersion: (number|Long);

            /** PlanHead state. */
            state: string;

            /** PlanHead reason. */
            reason: string;

            /** PlanHead message. */
            message: string;

            /** PlanHead waitingFor. */
            waitingFor: string;

            /** PlanHead nextActionMs. */
            nextActionMs: (number|Long);

            /** PlanHead steps. */
            steps: credfleet.v1.PlanStep[];

            /** PlanHead budgets. */
            budgets: credfleet.v1.PlanBudget[];

            /** PlanHead freezes. */
            freezes: credfleet.v1.PlanFreeze[];

            /** PlanHead isWindowOpen. */
            isWindowOpen: boolean;

            /** PlanHead windowChangesMs. */
            windowChangesMs: (number|Long);

            /**
             * Creates a new PlanHead instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanHead instance
             */
            static create(properties: credfleet.v1.PlanHead.$Shape): credfleet.v1.PlanHead & credfleet.v1.PlanHead.$Shape;
            static create(properties?: credfleet.v1.PlanHead.$Properties): credfleet.v1.PlanHead;

            /**
             * Encodes the specified PlanHead message. Does not implicitly {@link credfleet.v1.PlanHead.verify|verify} messages.
             * @param message PlanHead message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanHead.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanHead message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanHead & credfleet.v1.PlanHead.$Shape} PlanHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanHead & credfleet.v1.PlanHead.$Shape;

            /**
             * Gets the type url for PlanHead
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanHead {

            /** Properties of a PlanHead. */
            interface $Properties {

                /** PlanHead planId */
                planId?: string;

                /** PlanHead rollout */
                rollout?: string;

                /** PlanHead type */
                type?: string;

                /** PlanHead version */
                version?: (number|Long);

                /** PlanHead stableVersion */
                stableVersion?: (number|Long);

                /** PlanHead state */
                state?: string;

                /** PlanHead reason */
                reason?: string;

                /** PlanHead message */
                message?: string;

                /** PlanHead waitingFor */
                waitingFor?: string;

                /** PlanHead nextActionMs */
                nextActionMs?: (number|Long);

                /** PlanHead steps */
                steps?: credfleet.v1.PlanStep.$Properties[];

                /** PlanHead budgets */
                budgets?: credfleet.v1.PlanBudget.$Properties[];

                /** PlanHead freezes */
                freezes?: credfleet.v1.PlanFreeze.$Properties[];

                /** PlanHead isWindowOpen */
                isWindowOpen?: boolean;

                /** PlanHead windowChangesMs */
                windowChangesMs?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanHead. */
            type $Shape = credfleet.v1.PlanHead.$Properties;
        }

        /**
         * Properties of a PlanStep.
         * @deprecated Use credfleet.v1.PlanStep.$Properties instead.
         */
        interface IPlanStep extends credfleet.v1.PlanStep.$Properties {
        }

        /** Represents a PlanStep. */
        class PlanStep {

            /**
             * Constructs a new PlanStep.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanStep.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanStep name. */
            name: string;

            /** PlanStep planned. */
            planned: number;

            /** PlanStep healthy. */
            healthy: number;

            /** PlanStep failed. */
            failed: number;

            /** PlanStep gate. */
            gate: string;

            /**
             * Creates a new PlanStep instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanStep instance
             */
            static create(properties: credfleet.v1.PlanStep.$Shape): credfleet.v1.PlanStep & credfleet.v1.PlanStep.$Shape;
            static create(properties?: credfleet.v1.PlanStep.$Properties): credfleet.v1.PlanStep;

            /**
             * Encodes the specified PlanStep message. Does not implicitly {@link credfleet.v1.PlanStep.verify|verify} messages.
             * @param message PlanStep message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanStep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanStep message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanStep & credfleet.v1.PlanStep.$Shape} PlanStep
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanStep & credfleet.v1.PlanStep.$Shape;

            /**
             * Gets the type url for PlanStep
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanStep {

            /** Properties of a PlanStep. */
            interface $Properties {

                /** PlanStep name */
                name?: string;

                /** PlanStep planned */
                planned?: number;

                /** PlanStep healthy */
                healthy?: number;

                /** PlanStep failed */
                failed?: number;

                /** PlanStep gate */
                gate?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanStep. */
            type $Shape = credfleet.v1.PlanStep.$Properties;
        }

        /**
         * Properties of a PlanBudget.
         * @deprecated Use credfleet.v1.PlanBudget.$Properties instead.
         */
        interface IPlanBudget extends credfleet.v1.PlanBudget.$Properties {
        }

        /** Represents a PlanBudget. */
        class PlanBudget {

            /**
             * Constructs a new PlanBudget.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanBudget.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanBudget who. */
            who: string;

            /** PlanBudget limit. */
            limit: number;

            /** PlanBudget used. */
            used: number;

            /**
             * Creates a new PlanBudget instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanBudget instance
             */
            static create(properties: credfleet.v1.PlanBudget.$Shape): credfleet.v1.PlanBudget & credfleet.v1.PlanBudget.$Shape;
            static create(properties?: credfleet.v1.PlanBudget.$Properties): credfleet.v1.PlanBudget;

            /**
             * Encodes the specified PlanBudget message. Does not implicitly {@link credfleet.v1.PlanBudget.verify|verify} messages.
             * @param message PlanBudget message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanBudget.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanBudget message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanBudget & credfleet.v1.PlanBudget.$Shape} PlanBudget
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanBudget & credfleet.v1.PlanBudget.$Shape;

            /**
             * Gets the type url for PlanBudget
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanBudget {

            /** Properties of a PlanBudget. */
            interface $Properties {

                /** PlanBudget who */
                who?: string;

                /** PlanBudget limit */
                limit?: number;

                /** PlanBudget used */
                used?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanBudget. */
            type $Shape = credfleet.v1.PlanBudget.$Properties;
        }

        /**
         * Properties of a PlanFreeze.
         * @deprecated Use credfleet.v1.PlanFreeze.$Properties instead.
         */
        interface IPlanFreeze extends credfleet.v1.PlanFreeze.$Properties {
        }

        /** Represents a PlanFreeze. */
        class PlanFreeze {

            /**
             * Constructs a new PlanFreeze.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanFreeze.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanFreeze name. */
            name: string;

            /** PlanFreeze fromMs. */
            fromMs: (number|Long);

            /** PlanFreeze untilMs. */
            untilMs: (number|Long);

            /** PlanFreeze hosts. */
            hosts: number;

            /**
             * Creates a new PlanFreeze instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanFreeze instance
             */
            static create(properties: credfleet.v1.PlanFreeze.$Shape): credfleet.v1.PlanFreeze & credfleet.v1.PlanFreeze.$Shape;
            static create(properties?: credfleet.v1.PlanFreeze.$Properties): credfleet.v1.PlanFreeze;

            /**
             * Encodes the specified PlanFreeze message. Does not implicitly {@link credfleet.v1.PlanFreeze.verify|verify} messages.
             * @param message PlanFreeze message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanFreeze.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanFreeze message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanFreeze & credfleet.v1.PlanFreeze.$Shape} PlanFreeze
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanFreeze & credfleet.v1.PlanFreeze.$Shape;

            /**
             * Gets the type url for PlanFreeze
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanFreeze {

            /** Properties of a PlanFreeze. */
            interface $Properties {

                /** PlanFreeze name */
                name?: string;

                /** PlanFreeze fromMs */
                fromMs?: (number|Long);

                /** PlanFreeze untilMs */
                untilMs?: (number|Long);

                /** PlanFreeze hosts */
                hosts?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanFreeze. */
            type $Shape = credfleet.v1.PlanFreeze.$Properties;
        }

        /**
         * Properties of a PlanHost.
         * @deprecated Use credfleet.v1.PlanHost.$Properties instead.
         */
        interface IPlanHost extends credfleet.v1.PlanHost.$Properties {
        }

        /** Represents a PlanHost. */
        class PlanHost {

            /**
             * Constructs a new PlanHost.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PlanHost.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanHost host. */
            host: string;

            /** PlanHost step. */
            step: string;

            /** PlanHost state. */
            state: string;

            /** PlanHost why. */
            why: string;

            /** PlanHost runningVersion. */
            runningVersion: (number|Long);

            /**
             * Creates a new PlanHost instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlanHost instance
             */
            static create(properties: credfleet.v1.PlanHost.$Shape): credfleet.v1.PlanHost & credfleet.v1.PlanHost.$Shape;
            static create(properties?: credfleet.v1.PlanHost.$Properties): credfleet.v1.PlanHost;

            /**
             * Encodes the specified PlanHost message. Does not implicitly {@link credfleet.v1.PlanHost.verify|verify} messages.
             * @param message PlanHost message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PlanHost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanHost message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PlanHost & credfleet.v1.PlanHost.$Shape} PlanHost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PlanHost & credfleet.v1.PlanHost.$Shape;

            /**
             * Gets the type url for PlanHost
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PlanHost {

            /** Properties of a PlanHost. */
            interface $Properties {

                /** PlanHost host */
                host?: string;

                /** PlanHost step */
                step?: string;

                /** PlanHost state */
                state?: string;

                /** PlanHost why */
                why?: string;

                /** PlanHost runningVersion */
                runningVersion?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanHost. */
            type $Shape = credfleet.v1.PlanHost.$Properties;
        }

        /**
         * Properties of a KeysStatusRequest.
         * @deprecated Use credfleet.v1.KeysStatusRequest.$Properties instead.
         */
        interface IKeysStatusRequest extends credfleet.v1.KeysStatusRequest.$Properties {
        }

        /** Represents a KeysStatusRequest. */
        class KeysStatusRequest {

            /**
             * Constructs a new KeysStatusRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.KeysStatusRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new KeysStatusRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KeysStatusRequest instance
             */
            static create(properties: credfleet.v1.KeysStatusRequest.$Shape): credfleet.v1.KeysStatusRequest & credfleet.v1.KeysStatusRequest.$Shape;
            static create(properties?: credfleet.v1.KeysStatusRequest.$Properties): credfleet.v1.KeysStatusRequest;

            /**
             * Encodes the specified KeysStatusRequest message. Does not implicitly {@link credfleet.v1.KeysStatusRequest.verify|verify} messages.
             * @param message KeysStatusRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.KeysStatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeysStatusRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.KeysStatusRequest & credfleet.v1.KeysStatusRequest.$Shape} KeysStatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.KeysStatusRequest & credfleet.v1.KeysStatusRequest.$Shape;

            /**
             * Gets the type url for KeysStatusRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace KeysStatusRequest {

            /** Properties of a KeysStatusRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeysStatusRequest. */
            type $Shape = credfleet.v1.KeysStatusRequest.$Properties;
        }

        /**
         * Properties of a RotateRequest.
         * @deprecated Use credfleet.v1.RotateRequest.$Properties instead.
         */
        interface IRotateRequest extends credfleet.v1.RotateRequest.$Properties {
        }

        /** Represents a RotateRequest. */
        class RotateRequest {

            /**
             * Constructs a new RotateRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.RotateRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RotateRequest key. */
            key: string;

            /** RotateRequest leaveBehind. */
            leaveBehind: boolean;

            /** RotateRequest trustEpoch. */
            trustEpoch: (number|Long);

            /** RotateRequest isStolen. */
            isStolen: boolean;

            /**
             * Creates a new RotateRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RotateRequest instance
             */
            static create(properties: credfleet.v1.RotateRequest.$Shape): credfleet.v1.RotateRequest & credfleet.v1.RotateRequest.$Shape;
            static create(properties?: credfleet.v1.RotateRequest.$Properties): credfleet.v1.RotateRequest;

            /**
             * Encodes the specified RotateRequest message. Does not implicitly {@link credfleet.v1.RotateRequest.verify|verify} messages.
             * @param message RotateRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.RotateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RotateRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.RotateRequest & credfleet.v1.RotateRequest.$Shape} RotateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.RotateRequest & credfleet.v1.RotateRequest.$Shape;

            /**
             * Gets the type url for RotateRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RotateRequest {

            /** Properties of a RotateRequest. */
            interface $Properties {

                /** RotateRequest key */
                key?: string;

                /** RotateRequest leaveBehind */
                leaveBehind?: boolean;

                /** RotateRequest trustEpoch */
                trustEpoch?: (number|Long);

                /** RotateRequest isStolen */
                isStolen?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RotateRequest. */
            type $Shape = credfleet.v1.RotateRequest.$Properties;
        }

        /**
         * Properties of a KeysStatus.
         * @deprecated Use credfleet.v1.KeysStatus.$Properties instead.
         */
        interface IKeysStatus extends credfleet.v1.KeysStatus.$Properties {
        }

        /** Represents a KeysStatus. */
        class KeysStatus {

            /**
             * Constructs a new KeysStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.KeysStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeysStatus clusterUid. */
            clusterUid: string;

            /** KeysStatus trustEpoch. */
            trustEpoch: (number|Long);

            /** KeysStatus cas. */
            cas: credfleet.v1.CaStatus[];

            /** KeysStatus intentKeyIds. */
            intentKeyIds: string[];

            /** KeysStatus changes. */
            changes: credfleet.v1.TrustChangeRow[];

            /** KeysStatus behind. */
            behind: credfleet.v1.HostTrustRow[];

            /** KeysStatus hosts. */
            hosts: number;

            /** KeysStatus behindHosts. */
            behindHosts: number;

            /**
             * Creates a new KeysStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KeysStatus instance
             */
            static create(properties: credfleet.v1.KeysStatus.$Shape): credfleet.v1.KeysStatus & credfleet.v1.KeysStatus.$Shape;
            static create(properties?: credfleet.v1.KeysStatus.$Properties): credfleet.v1.KeysStatus;

            /**
             * Encodes the specified KeysStatus message. Does not implicitly {@link credfleet.v1.KeysStatus.verify|verify} messages.
             * @param message KeysStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.KeysStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeysStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.KeysStatus & credfleet.v1.KeysStatus.$Shape} KeysStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.KeysStatus & credfleet.v1.KeysStatus.$Shape;

            /**
             * Gets the type url for KeysStatus
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace KeysStatus {

            /** Properties of a KeysStatus. */
            interface $Properties {

                /** KeysStatus clusterUid */
                clusterUid?: string;

                /** KeysStatus trustEpoch */
                trustEpoch?: (number|Long);

                /** KeysStatus cas */
                cas?: credfleet.v1.CaStatus.$Properties[];

                /** KeysStatus intentKeyIds */
                intentKeyIds?: string[];

                /** KeysStatus changes */
                changes?: credfleet.v1.TrustChangeRow.$Properties[];

                /** KeysStatus behind */
                behind?: credfleet.v1.HostTrustRow.$Properties[];

                /** KeysStatus hosts */
                hosts?: number;

                /** KeysStatus behindHosts */
                behindHosts?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeysStatus. */
            type $Shape = credfleet.v1.KeysStatus.$Properties;
        }

        /**
         * Properties of a CaStatus.
         * @deprecated Use credfleet.v1.CaStatus.$Properties instead.
         */
        interface ICaStatus extends credfleet.v1.CaStatus.$Properties {
        }

        /** Represents a CaStatus. */
        class CaStatus {

            /**
             * Constructs a new CaStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.CaStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CaStatus role. */
            role: string;

            /** CaStatus pin. */
            pin: string;

            /** CaStatus notAfterMs. */
            notAfterMs: (number|Long);

            /**
             * Creates a new CaStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CaStatus instance
             */
            static create(properties: credfleet.v1.CaStatus.$Shape): credfleet.v1.CaStatus & credfleet.v1.CaStatus.$Shape;
            static create(properties?: credfleet.v1.CaStatus.$Properties): credfleet.v1.CaStatus;

            /**
             * Encodes the specified CaStatus message. Does not implicitly {@link credfleet.v1.CaStatus.verify|verify} messages.
             * @param message CaStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.CaStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CaStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.CaStatus & credfleet.v1.CaStatus.$Shape} CaStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.CaStatus & credfleet.v1.CaStatus.$Shape;

            /**
             * Gets the type url for CaStatus
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace CaStatus {

            /** Properties of a CaStatus. */
            interface $Properties {

                /** CaStatus role */
                role?: string;

                /** CaStatus pin */
                pin?: string;

                /** CaStatus notAfterMs */
                notAfterMs?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CaStatus. */
            type $Shape = credfleet.v1.CaStatus.$Properties;
        }

        /**
         * Properties of a TrustChangeRow.
         * @deprecated Use credfleet.v1.TrustChangeRow.$Properties instead.
         */
        interface ITrustChangeRow extends credfleet.v1.TrustChangeRow.$Properties {
        }

        /** Represents a TrustChangeRow. */
        class TrustChangeRow {

            /**
             * Constructs a new TrustChangeRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.TrustChangeRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrustChangeRow trustEpoch. */
            trustEpoch: (number|Long);

            /** TrustChangeRow change. */
            change: string;

            /** TrustChangeRow atMs. */
            atMs: (number|Long);

            /** TrustChangeRow by. */
            by: string;

            /**
             * Creates a new TrustChangeRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TrustChangeRow instance
             */
            static create(properties: credfleet.v1.TrustChangeRow.$Shape): credfleet.v1.TrustChangeRow & credfleet.v1.TrustChangeRow.$Shape;
            static create(properties?: credfleet.v1.TrustChangeRow.$Properties): credfleet.v1.TrustChangeRow;

            /**
             * Encodes the specified TrustChangeRow message. Does not implicitly {@link credfleet.v1.TrustChangeRow.verify|verify} messages.
             * @param message TrustChangeRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.TrustChangeRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrustChangeRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.TrustChangeRow & credfleet.v1.TrustChangeRow.$Shape} TrustChangeRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.TrustChangeRow & credfleet.v1.TrustChangeRow.$Shape;

            /**
             * Gets the type url for TrustChangeRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TrustChangeRow {

            /** Properties of a TrustChangeRow. */
            interface $Properties {

                /** TrustChangeRow trustEpoch */
                trustEpoch?: (number|Long);

                /** TrustChangeRow change */
                change?: string;

                /** TrustChangeRow atMs */
                atMs?: (number|Long);

                /** TrustChangeRow by */
                by?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrustChangeRow. */
            type $Shape = credfleet.v1.TrustChangeRow.$Properties;
        }

        /**
         * Properties of a HostTrustRow.
         * @deprecated Use credfleet.v1.HostTrustRow.$Properties instead.
         */
        interface IHostTrustRow extends credfleet.v1.HostTrustRow.$Properties {
        }

        /** Represents a HostTrustRow. */
        class HostTrustRow {

            /**
             * Constructs a new HostTrustRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.HostTrustRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostTrustRow host. */
            host: string;

            /** HostTrustRow trustEpoch. */
            trustEpoch: (number|Long);

            /**
             * Creates a new HostTrustRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HostTrustRow instance
             */
            static create(properties: credfleet.v1.HostTrustRow.$Shape): credfleet.v1.HostTrustRow & credfleet.v1.HostTrustRow.$Shape;
            static create(properties?: credfleet.v1.HostTrustRow.$Properties): credfleet.v1.HostTrustRow;

            /**
             * Encodes the specified HostTrustRow message. Does not implicitly {@link credfleet.v1.HostTrustRow.verify|verify} messages.
             * @param message HostTrustRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.HostTrustRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostTrustRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.HostTrustRow & credfleet.v1.HostTrustRow.$Shape} HostTrustRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.HostTrustRow & credfleet.v1.HostTrustRow.$Shape;

            /**
             * Gets the type url for HostTrustRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HostTrustRow {

            /** Properties of a HostTrustRow. */
            interface $Properties {

                /** HostTrustRow host */
                host?: string;

                /** HostTrustRow trustEpoch */
                trustEpoch?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostTrustRow. */
            type $Shape = credfleet.v1.HostTrustRow.$Properties;
        }

        /**
         * Properties of an AuditCheckpointRequest.
         * @deprecated Use credfleet.v1.AuditCheckpointRequest.$Properties instead.
         */
        interface IAuditCheckpointRequest extends credfleet.v1.AuditCheckpointRequest.$Properties {
        }

        /** Represents an AuditCheckpointRequest. */
        class AuditCheckpointRequest {

            /**
             * Constructs a new AuditCheckpointRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditCheckpointRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new AuditCheckpointRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditCheckpointRequest instance
             */
            static create(properties: credfleet.v1.AuditCheckpointRequest.$Shape): credfleet.v1.AuditCheckpointRequest & credfleet.v1.AuditCheckpointRequest.$Shape;
            static create(properties?: credfleet.v1.AuditCheckpointRequest.$Properties): credfleet.v1.AuditCheckpointRequest;

            /**
             * Encodes the specified AuditCheckpointRequest message. Does not implicitly {@link credfleet.v1.AuditCheckpointRequest.verify|verify} messages.
             * @param message AuditCheckpointRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditCheckpointRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditCheckpointRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditCheckpointRequest & credfleet.v1.AuditCheckpointRequest.$Shape} AuditCheckpointRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditCheckpointRequest & credfleet.v1.AuditCheckpointRequest.$Shape;

            /**
             * Gets the type url for AuditCheckpointRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditCheckpointRequest {

            /** Properties of an AuditCheckpointRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditCheckpointRequest. */
            type $Shape = credfleet.v1.AuditCheckpointRequest.$Properties;
        }

        /**
         * Properties of an AuditCheckpoint.
         * @deprecated Use credfleet.v1.AuditCheckpoint.$Properties instead.
         */
        interface IAuditCheckpoint extends credfleet.v1.AuditCheckpoint.$Properties {
        }

        /** Represents an AuditCheckpoint. */
        class AuditCheckpoint {

            /**
             * Constructs a new AuditCheckpoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditCheckpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditCheckpoint checkpoint. */
            checkpoint: string;

            /** AuditCheckpoint key. */
            key: string;

            /**
             * Creates a new AuditCheckpoint instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditCheckpoint instance
             */
            static create(properties: credfleet.v1.AuditCheckpoint.$Shape): credfleet.v1.AuditCheckpoint & credfleet.v1.AuditCheckpoint.$Shape;
            static create(properties?: credfleet.v1.AuditCheckpoint.$Properties): credfleet.v1.AuditCheckpoint;

            /**
             * Encodes the specified AuditCheckpoint message. Does not implicitly {@link credfleet.v1.AuditCheckpoint.verify|verify} messages.
             * @param message AuditCheckpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditCheckpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditCheckpoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditCheckpoint & credfleet.v1.AuditCheckpoint.$Shape} AuditCheckpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditCheckpoint & credfleet.v1.AuditCheckpoint.$Shape;

            /**
             * Gets the type url for AuditCheckpoint
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditCheckpoint {

            /** Properties of an AuditCheckpoint. */
            interface $Properties {

                /** AuditCheckpoint checkpoint */
                checkpoint?: string;

                /** AuditCheckpoint key */
                key?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditCheckpoint. */
            type $Shape = credfleet.v1.AuditCheckpoint.$Properties;
        }

        /**
         * Properties of an AuditExportRequest.
         * @deprecated Use credfleet.v1.AuditExportRequest.$Properties instead.
         */
        interface IAuditExportRequest extends credfleet.v1.AuditExportRequest.$Properties {
        }

        /** Represents an AuditExportRequest. */
        class AuditExportRequest {

            /**
             * Constructs a new AuditExportRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditExportRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new AuditExportRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditExportRequest instance
             */
            static create(properties: credfleet.v1.AuditExportRequest.$Shape): credfleet.v1.AuditExportRequest & credfleet.v1.AuditExportRequest.$Shape;
            static create(properties?: credfleet.v1.AuditExportRequest.$Properties): credfleet.v1.AuditExportRequest;

            /**
             * Encodes the specified AuditExportRequest message. Does not implicitly {@link credfleet.v1.AuditExportRequest.verify|verify} messages.
             * @param message AuditExportRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditExportRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditExportRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditExportRequest & credfleet.v1.AuditExportRequest.$Shape} AuditExportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditExportRequest & credfleet.v1.AuditExportRequest.$Shape;

            /**
             * Gets the type url for AuditExportRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditExportRequest {

            /** Properties of an AuditExportRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditExportRequest. */
            type $Shape = credfleet.v1.AuditExportRequest.$Properties;
        }

        /**
         * Properties of an AuditInclusionRequest.
         * @deprecated Use credfleet.v1.AuditInclusionRequest.$Properties instead.
         */
        interface IAuditInclusionRequest extends credfleet.v1.AuditInclusionRequest.$Properties {
        }

        /** Represents an AuditInclusionRequest. */
        class AuditInclusionRequest {

            /**
             * Constructs a new AuditInclusionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditInclusionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditInclusionRequest seqs. */
            seqs: (number|Long)[];

            /** AuditInclusionRequest size. */
            size: (number|Long);

            /**
             * Creates a new AuditInclusionRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditInclusionRequest instance
             */
            static create(properties: credfleet.v1.AuditInclusionRequest.$Shape): credfleet.v1.AuditInclusionRequest & credfleet.v1.AuditInclusionRequest.$Shape;
            static create(properties?: credfleet.v1.AuditInclusionRequest.$Properties): credfleet.v1.AuditInclusionRequest;

            /**
             * Encodes the specified AuditInclusionRequest message. Does not implicitly {@link credfleet.v1.AuditInclusionRequest.verify|verify} messages.
             * @param message AuditInclusionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditInclusionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditInclusionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditInclusionRequest & credfleet.v1.AuditInclusionRequest.$Shape} AuditInclusionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditInclusionRequest & credfleet.v1.AuditInclusionRequest.$Shape;

            /**
             * Gets the type url for AuditInclusionRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditInclusionRequest {

            /** Properties of an AuditInclusionRequest. */
            interface $Properties {

                /** AuditInclusionRequest seqs */
                seqs?: (number|Long)[];

                /** AuditInclusionRequest size */
                size?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditInclusionRequest. */
            type $Shape = credfleet.v1.AuditInclusionRequest.$Properties;
        }

        /**
         * Properties of an AuditConsistencyRequest.
         * @deprecated Use credfleet.v1.AuditConsistencyRequest.$Properties instead.
         */
        interface IAuditConsistencyRequest extends credfleet.v1.AuditConsistencyRequest.$Properties {
        }

        /** Represents an AuditConsistencyRequest. */
        class AuditConsistencyRequest {

            /**
             * Constructs a new AuditConsistencyRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditConsistencyRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditConsistencyRequest from. */
            from: (number|Long);

            /** AuditConsistencyRequest to. */
            to: (number|Long);

            /**
             * Creates a new AuditConsistencyRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditConsistencyRequest instance
             */
            static create(properties: credfleet.v1.AuditConsistencyRequest.$Shape): credfleet.v1.AuditConsistencyRequest & credfleet.v1.AuditConsistencyRequest.$Shape;
            static create(properties?: credfleet.v1.AuditConsistencyRequest.$Properties): credfleet.v1.AuditConsistencyRequest;

            /**
             * Encodes the specified AuditConsistencyRequest message. Does not implicitly {@link credfleet.v1.AuditConsistencyRequest.verify|verify} messages.
             * @param message AuditConsistencyRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditConsistencyRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditConsistencyRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditConsistencyRequest & credfleet.v1.AuditConsistencyRequest.$Shape} AuditConsistencyRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditConsistencyRequest & credfleet.v1.AuditConsistencyRequest.$Shape;

            /**
             * Gets the type url for AuditConsistencyRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditConsistencyRequest {

            /** Properties of an AuditConsistencyRequest. */
            interface $Properties {

                /** AuditConsistencyRequest from */
                from?: (number|Long);

                /** AuditConsistencyRequest to */
                to?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditConsistencyRequest. */
            type $Shape = credfleet.v1.AuditConsistencyRequest.$Properties;
        }

        /**
         * Properties of an AuditConsistency.
         * @deprecated Use credfleet.v1.AuditConsistency.$Properties instead.
         */
        interface IAuditConsistency extends credfleet.v1.AuditConsistency.$Properties {
        }

        /** Represents an AuditConsistency. */
        class AuditConsistency {

            /**
             * Constructs a new AuditConsistency.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditConsistency.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditConsistency from. */
            from: (number|Long);

            /** AuditConsistency to. */
            to: (number|Long);

            /** AuditConsistency path. */
            path: string[];

            /** AuditConsistency checkpoint. */
            checkpoint: string;

            /** AuditConsistency key. */
            key: string;

            /**
             * Creates a new AuditConsistency instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditConsistency instance
             */
            static create(properties: credfleet.v1.AuditConsistency.$Shape): credfleet.v1.AuditConsistency & credfleet.v1.AuditConsistency.$Shape;
            static create(properties?: credfleet.v1.AuditConsistency.$Properties): credfleet.v1.AuditConsistency;

            /**
             * Encodes the specified AuditConsistency message. Does not implicitly {@link credfleet.v1.AuditConsistency.verify|verify} messages.
             * @param message AuditConsistency message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditConsistency.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditConsistency message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditConsistency & credfleet.v1.AuditConsistency.$Shape} AuditConsistency
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditConsistency & credfleet.v1.AuditConsistency.$Shape;

            /**
             * Gets the type url for AuditConsistency
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditConsistency {

            /** Properties of an AuditConsistency. */
            interface $Properties {

                /** AuditConsistency from */
                from?: (number|Long);

                /** AuditConsistency to */
                to?: (number|Long);

                /** AuditConsistency path */
                path?: string[];

                /** AuditConsistency checkpoint */
                checkpoint?: string;

                /** AuditConsistency key */
                key?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditConsistency. */
            type $Shape = credfleet.v1.AuditConsistency.$Properties;
        }

        /**
         * Properties of an AuditExportLine.
         * @deprecated Use credfleet.v1.AuditExportLine.$Properties instead.
         */
        interface IAuditExportLine extends credfleet.v1.AuditExportLine.$Properties {
        }

        /** Represents an AuditExportLine. */
        class AuditExportLine {

            /**
             * Constructs a new AuditExportLine.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditExportLine.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditExportLine line. */
            line: string;

            /**
             * Creates a new AuditExportLine instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditExportLine instance
             */
            static create(properties: credfleet.v1.AuditExportLine.$Shape): credfleet.v1.AuditExportLine & credfleet.v1.AuditExportLine.$Shape;
            static create(properties?: credfleet.v1.AuditExportLine.$Properties): credfleet.v1.AuditExportLine;

            /**
             * Encodes the specified AuditExportLine message. Does not implicitly {@link credfleet.v1.AuditExportLine.verify|verify} messages.
             * @param message AuditExportLine message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditExportLine.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditExportLine message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditExportLine & credfleet.v1.AuditExportLine.$Shape} AuditExportLine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditExportLine & credfleet.v1.AuditExportLine.$Shape;

            /**
             * Gets the type url for AuditExportLine
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditExportLine {

            /** Properties of an AuditExportLine. */
            interface $Properties {

                /** AuditExportLine line */
                line?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditExportLine. */
            type $Shape = credfleet.v1.AuditExportLine.$Properties;
        }

        /**
         * Properties of a RetentionStatusRequest.
         * @deprecated Use credfleet.v1.RetentionStatusRequest.$Properties instead.
         */
        interface IRetentionStatusRequest extends credfleet.v1.RetentionStatusRequest.$Properties {
        }

        /** Represents a RetentionStatusRequest. */
        class RetentionStatusRequest {

            /**
             * Constructs a new RetentionStatusRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.RetentionStatusRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new RetentionStatusRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RetentionStatusRequest instance
             */
            static create(properties: credfleet.v1.RetentionStatusRequest.$Shape): credfleet.v1.RetentionStatusRequest & credfleet.v1.RetentionStatusRequest.$Shape;
            static create(properties?: credfleet.v1.RetentionStatusRequest.$Properties): credfleet.v1.RetentionStatusRequest;

            /**
             * Encodes the specified RetentionStatusRequest message. Does not implicitly {@link credfleet.v1.RetentionStatusRequest.verify|verify} messages.
             * @param message RetentionStatusRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.RetentionStatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RetentionStatusRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.RetentionStatusRequest & credfleet.v1.RetentionStatusRequest.$Shape} RetentionStatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.RetentionStatusRequest & credfleet.v1.RetentionStatusRequest.$Shape;

            /**
             * Gets the type url for RetentionStatusRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RetentionStatusRequest {

            /** Properties of a RetentionStatusRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RetentionStatusRequest. */
            type $Shape = credfleet.v1.RetentionStatusRequest.$Properties;
        }

        /**
         * Properties of a RetentionStatus.
         * @deprecated Use credfleet.v1.RetentionStatus.$Properties instead.
         */
        interface IRetentionStatus extends credfleet.v1.RetentionStatus.$Properties {
        }

        /** Represents a RetentionStatus. */
        class RetentionStatus {

            /**
             * Constructs a new RetentionStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.RetentionStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RetentionStatus firstSeq. */
            firstSeq: (number|Long);

            /** RetentionStatus lastSeq. */
            lastSeq: (number|Long);

            /** RetentionStatus retentionMs. */
            retentionMs: (number|Long);

            /** RetentionStatus archive. */
            archive: string;

            /** RetentionStatus problem. */
            problem: string;

            /** RetentionStatus holds. */
            holds: credfleet.v1.LegalHoldRow[];

            /** RetentionStatus pruned. */
            pruned: credfleet.v1.PrunedRow[];

            /** RetentionStatus sinks. */
            sinks: credfleet.v1.AuditSinkRow[];

            /**
             * Creates a new RetentionStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RetentionStatus instance
             */
            static create(properties: credfleet.v1.RetentionStatus.$Shape): credfleet.v1.RetentionStatus & credfleet.v1.RetentionStatus.$Shape;
            static create(properties?: credfleet.v1.RetentionStatus.$Properties): credfleet.v1.RetentionStatus;

            /**
             * Encodes the specified RetentionStatus message. Does not implicitly {@link credfleet.v1.RetentionStatus.verify|verify} messages.
             * @param message RetentionStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.RetentionStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RetentionStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.RetentionStatus & credfleet.v1.RetentionStatus.$Shape} RetentionStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.RetentionStatus & credfleet.v1.RetentionStatus.$Shape;

            /**
             * Gets the type url for RetentionStatus
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RetentionStatus {

            /** Properties of a RetentionStatus. */
            interface $Properties {

                /** RetentionStatus firstSeq */
                firstSeq?: (number|Long);

                /** RetentionStatus lastSeq */
                lastSeq?: (number|Long);

                /** RetentionStatus retentionMs */
                retentionMs?: (number|Long);

                /** RetentionStatus archive */
                archive?: string;

                /** RetentionStatus problem */
                problem?: string;

                /** RetentionStatus holds */
                holds?: credfleet.v1.LegalHoldRow.$Properties[];

                /** RetentionStatus pruned */
                pruned?: credfleet.v1.PrunedRow.$Properties[];

                /** RetentionStatus sinks */
                sinks?: credfleet.v1.AuditSinkRow.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RetentionStatus. */
            type $Shape = credfleet.v1.RetentionStatus.$Properties;
        }

        /**
         * Properties of an AddHoldRequest.
         * @deprecated Use credfleet.v1.AddHoldRequest.$Properties instead.
         */
        interface IAddHoldRequest extends credfleet.v1.AddHoldRequest.$Properties {
        }

        /** Represents an AddHoldRequest. */
        class AddHoldRequest {

            /**
             * Constructs a new AddHoldRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AddHoldRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddHoldRequest namespace. */
            namespace: string;

            /** AddHoldRequest credential. */
            credential: string;

            /** AddHoldRequest host. */
            host: string;

            /** AddHoldRequest reason. */
            reason: string;

            /**
             * Creates a new AddHoldRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AddHoldRequest instance
             */
            static create(properties: credfleet.v1.AddHoldRequest.$Shape): credfleet.v1.AddHoldRequest & credfleet.v1.AddHoldRequest.$Shape;
            static create(properties?: credfleet.v1.AddHoldRequest.$Properties): credfleet.v1.AddHoldRequest;

            /**
             * Encodes the specified AddHoldRequest message. Does not implicitly {@link credfleet.v1.AddHoldRequest.verify|verify} messages.
             * @param message AddHoldRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AddHoldRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddHoldRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AddHoldRequest & credfleet.v1.AddHoldRequest.$Shape} AddHoldRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AddHoldRequest & credfleet.v1.AddHoldRequest.$Shape;

            /**
             * Gets the type url for AddHoldRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AddHoldRequest {

            /** Properties of an AddHoldRequest. */
            interface $Properties {

                /** AddHoldRequest namespace */
                namespace?: string;

                /** AddHoldRequest credential */
                credential?: string;

                /** AddHoldRequest host */
                host?: string;

                /** AddHoldRequest reason */
                reason?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddHoldRequest. */
            type $Shape = credfleet.v1.AddHoldRequest.$Properties;
        }

        /**
         * Properties of a LiftHoldRequest.
         * @deprecated Use credfleet.v1.LiftHoldRequest.$Properties instead.
         */
        interface ILiftHoldRequest extends credfleet.v1.LiftHoldRequest.$Properties {
        }

        /** Represents a LiftHoldRequest. */
        class LiftHoldRequest {

            /**
             * Constructs a new LiftHoldRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.LiftHoldRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LiftHoldRequest id. */
            id: string;

            /** LiftHoldRequest reason. */
            reason: string;

            /**
             * Creates a new LiftHoldRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LiftHoldRequest instance
             */
            static create(properties: credfleet.v1.LiftHoldRequest.$Shape): credfleet.v1.LiftHoldRequest & credfleet.v1.LiftHoldRequest.$Shape;
            static create(properties?: credfleet.v1.LiftHoldRequest.$Properties): credfleet.v1.LiftHoldRequest;

            /**
             * Encodes the specified LiftHoldRequest message. Does not implicitly {@link credfleet.v1.LiftHoldRequest.verify|verify} messages.
             * @param message LiftHoldRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.LiftHoldRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LiftHoldRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.LiftHoldRequest & credfleet.v1.LiftHoldRequest.$Shape} LiftHoldRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.LiftHoldRequest & credfleet.v1.LiftHoldRequest.$Shape;

            /**
             * Gets the type url for LiftHoldRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LiftHoldRequest {

            /** Properties of a LiftHoldRequest. */
            interface $Properties {

                /** LiftHoldRequest id */
                id?: string;

                /** LiftHoldRequest reason */
                reason?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LiftHoldRequest. */
            type $Shape = credfleet.v1.LiftHoldRequest.$Properties;
        }

        /**
         * Properties of a LegalHoldRow.
         * @deprecated Use credfleet.v1.LegalHoldRow.$Properties instead.
         */
        interface ILegalHoldRow extends credfleet.v1.LegalHoldRow.$Properties {
        }

        /** Represents a LegalHoldRow. */
        class LegalHoldRow {

            /**
             * Constructs a new LegalHoldRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.LegalHoldRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LegalHoldRow id. */
            id: string;

            /** LegalHoldRow namespace. */
            namespace: string;

            /** LegalHoldRow credential. */
            credential: string;

            /** LegalHoldRow host. */
            host: string;

            /** LegalHoldRow reason. */
            reason: string;

            /** LegalHoldRow actor. */
            actor: string;

            /** LegalHoldRow sinceMs. */
            sinceMs: (number|Long);

            /** LegalHoldRow liftedAtMs. */
            liftedAtMs: (number|Long);

            /** LegalHoldRow liftedBy. */
            liftedBy: string;

            /**
             * Creates a new LegalHoldRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LegalHoldRow instance
             */
            static create(properties: credfleet.v1.LegalHoldRow.$Shape): credfleet.v1.LegalHoldRow & credfleet.v1.LegalHoldRow.$Shape;
            static create(properties?: credfleet.v1.LegalHoldRow.$Properties): credfleet.v1.LegalHoldRow;

            /**
             * Encodes the specified LegalHoldRow message. Does not implicitly {@link credfleet.v1.LegalHoldRow.verify|verify} messages.
             * @param message LegalHoldRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.LegalHoldRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LegalHoldRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.LegalHoldRow & credfleet.v1.LegalHoldRow.$Shape} LegalHoldRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.LegalHoldRow & credfleet.v1.LegalHoldRow.$Shape;

            /**
             * Gets the type url for LegalHoldRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LegalHoldRow {

            /** Properties of a LegalHoldRow. */
            interface $Properties {

                /** LegalHoldRow id */
                id?: string;

                /** LegalHoldRow namespace */
                namespace?: string;

                /** LegalHoldRow credential */
                credential?: string;

                /** LegalHoldRow host */
                host?: string;

                /** LegalHoldRow reason */
                reason?: string;

                /** LegalHoldRow actor */
                actor?: string;

                /** LegalHoldRow sinceMs */
                sinceMs?: (number|Long);

                /** LegalHoldRow liftedAtMs */
                liftedAtMs?: (number|Long);

                /** LegalHoldRow liftedBy */
                liftedBy?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LegalHoldRow. */
            type $Shape = credfleet.v1.LegalHoldRow.$Properties;
        }

        /**
         * Properties of a PrunedRow.
         * @deprecated Use credfleet.v1.PrunedRow.$Properties instead.
         */
        interface IPrunedRow extends credfleet.v1.PrunedRow.$Properties {
        }

        /** Represents a PrunedRow. */
        class PrunedRow {

            /**
             * Constructs a new PrunedRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PrunedRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PrunedRow firstSeq. */
            firstSeq: (number|Long);

            /** PrunedRow lastSeq. */
            lastSeq: (number|Long);

            /** PrunedRow untilMs. */
            untilMs: (number|Long);

            /** PrunedRow segment. */
            segment: string;

            /**
             * Creates a new PrunedRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PrunedRow instance
             */
            static create(properties: credfleet.v1.PrunedRow.$Shape): credfleet.v1.PrunedRow & credfleet.v1.PrunedRow.$Shape;
            static create(properties?: credfleet.v1.PrunedRow.$Properties): credfleet.v1.PrunedRow;

            /**
             * Encodes the specified PrunedRow message. Does not implicitly {@link credfleet.v1.PrunedRow.verify|verify} messages.
             * @param message PrunedRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PrunedRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PrunedRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PrunedRow & credfleet.v1.PrunedRow.$Shape} PrunedRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PrunedRow & credfleet.v1.PrunedRow.$Shape;

            /**
             * Gets the type url for PrunedRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PrunedRow {

            /** Properties of a PrunedRow. */
            interface $Properties {

                /** PrunedRow firstSeq */
                firstSeq?: (number|Long);

                /** PrunedRow lastSeq */
                lastSeq?: (number|Long);

                /** PrunedRow untilMs */
                untilMs?: (number|Long);

                /** PrunedRow segment */
                segment?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PrunedRow. */
            type $Shape = credfleet.v1.PrunedRow.$Properties;
        }

        /**
         * Properties of an AuditSinkRow.
         * @deprecated Use credfleet.v1.AuditSinkRow.$Properties instead.
         */
        interface IAuditSinkRow extends credfleet.v1.AuditSinkRow.$Properties {
        }

        /** Represents an AuditSinkRow. */
        class AuditSinkRow {

            /**
             * Constructs a new AuditSinkRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.AuditSinkRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditSinkRow name. */
            name: string;

            /** AuditSinkRow seq. */
            seq: (number|Long);

            /** AuditSinkRow behindSinceMs. */
            behindSinceMs: (number|Long);

            /** AuditSinkRow problem. */
            problem: string;

            /**
             * Creates a new AuditSinkRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuditSinkRow instance
             */
            static create(properties: credfleet.v1.AuditSinkRow.$Shape): credfleet.v1.AuditSinkRow & credfleet.v1.AuditSinkRow.$Shape;
            static create(properties?: credfleet.v1.AuditSinkRow.$Properties): credfleet.v1.AuditSinkRow;

            /**
             * Encodes the specified AuditSinkRow message. Does not implicitly {@link credfleet.v1.AuditSinkRow.verify|verify} messages.
             * @param message AuditSinkRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.AuditSinkRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditSinkRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.AuditSinkRow & credfleet.v1.AuditSinkRow.$Shape} AuditSinkRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.AuditSinkRow & credfleet.v1.AuditSinkRow.$Shape;

            /**
             * Gets the type url for AuditSinkRow
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AuditSinkRow {

            /** Properties of an AuditSinkRow. */
            interface $Properties {

                /** AuditSinkRow name */
                name?: string;

                /** AuditSinkRow seq */
                seq?: (number|Long);

                /** AuditSinkRow behindSinceMs */
                behindSinceMs?: (number|Long);

                /** AuditSinkRow problem */
                problem?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditSinkRow. */
            type $Shape = credfleet.v1.AuditSinkRow.$Properties;
        }

        /**
         * Properties of an ArchiveRequest.
         * @deprecated Use credfleet.v1.ArchiveRequest.$Properties instead.
         */
        interface IArchiveRequest extends credfleet.v1.ArchiveRequest.$Properties {
        }

        /** Represents an ArchiveRequest. */
        class ArchiveRequest {

            /**
             * Constructs a new ArchiveRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.ArchiveRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ArchiveRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ArchiveRequest instance
             */
            static create(properties: credfleet.v1.ArchiveRequest.$Shape): credfleet.v1.ArchiveRequest & credfleet.v1.ArchiveRequest.$Shape;
            static create(properties?: credfleet.v1.ArchiveRequest.$Properties): credfleet.v1.ArchiveRequest;

            /**
             * Encodes the specified ArchiveRequest message. Does not implicitly {@link credfleet.v1.ArchiveRequest.verify|verify} messages.
             * @param message ArchiveRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.ArchiveRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArchiveRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.ArchiveRequest & credfleet.v1.ArchiveRequest.$Shape} ArchiveRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.ArchiveRequest & credfleet.v1.ArchiveRequest.$Shape;

            /**
             * Gets the type url for ArchiveRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ArchiveRequest {

            /** Properties of an ArchiveRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArchiveRequest. */
            type $Shape = credfleet.v1.ArchiveRequest.$Properties;
        }

        /**
         * Properties of a PruneRequest.
         * @deprecated Use credfleet.v1.PruneRequest.$Properties instead.
         */
        interface IPruneRequest extends credfleet.v1.PruneRequest.$Properties {
        }

        /** Represents a PruneRequest. */
        class PruneRequest {

            /**
             * Constructs a new PruneRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.PruneRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PruneRequest dryRun. */
            dryRun: boolean;

            /**
             * Creates a new PruneRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PruneRequest instance
             */
            static create(properties: credfleet.v1.PruneRequest.$Shape): credfleet.v1.PruneRequest & credfleet.v1.PruneRequest.$Shape;
            static create(properties?: credfleet.v1.PruneRequest.$Properties): credfleet.v1.PruneRequest;

            /**
             * Encodes the specified PruneRequest message. Does not implicitly {@link credfleet.v1.PruneRequest.verify|verify} messages.
             * @param message PruneRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.PruneRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PruneRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.PruneRequest & credfleet.v1.PruneRequest.$Shape} PruneRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.PruneRequest & credfleet.v1.PruneRequest.$Shape;

            /**
             * Gets the type url for PruneRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PruneRequest {

            /** Properties of a PruneRequest. */
            interface $Properties {

                /** PruneRequest dryRun */
                dryRun?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PruneRequest. */
            type $Shape = credfleet.v1.PruneRequest.$Properties;
        }

        /**
         * Properties of a RetentionStep.
         * @deprecated Use credfleet.v1.RetentionStep.$Properties instead.
         */
        interface IRetentionStep extends credfleet.v1.RetentionStep.$Properties {
        }

        /** Represents a RetentionStep. */
        class RetentionStep {

            /**
             * Constructs a new RetentionStep.
             * @param [properties] Properties to set
             */
            constructor(properties?: credfleet.v1.RetentionStep.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RetentionStep kind. */
            kind: string;

            /** RetentionStep firstSeq. */
            firstSeq: (number|Long);

            /** RetentionStep lastSeq. */
            lastSeq: (number|Long);

            /** RetentionStep segment. */
            segment: string;

            /** RetentionStep why. */
            why: string;

            /**
             * Creates a new RetentionStep instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RetentionStep instance
             */
            static create(properties: credfleet.v1.RetentionStep.$Shape): credfleet.v1.RetentionStep & credfleet.v1.RetentionStep.$Shape;
            static create(properties?: credfleet.v1.RetentionStep.$Properties): credfleet.v1.RetentionStep;

            /**
             * Encodes the specified RetentionStep message. Does not implicitly {@link credfleet.v1.RetentionStep.verify|verify} messages.
             * @param message RetentionStep message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: credfleet.v1.RetentionStep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RetentionStep message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {credfleet.v1.RetentionStep & credfleet.v1.RetentionStep.$Shape} RetentionStep
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): credfleet.v1.RetentionStep & credfleet.v1.RetentionStep.$Shape;

            /**
             * Gets the type url for RetentionStep
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RetentionStep {

            /** Properties of a RetentionStep. */
            interface $Properties {

                /** RetentionStep kind */
                kind?: string;

                /** RetentionStep firstSeq */
                firstSeq?: (number|Long);

                /** RetentionStep lastSeq */
                lastSeq?: (number|Long);

                /** RetentionStep segment */
                segment?: string;

                /** RetentionStep why */
                why?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RetentionStep. */
            type $Shape = credfleet.v1.RetentionStep.$Properties;
        }
    }
}
