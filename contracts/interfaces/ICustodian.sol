// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Custodian
/// @notice Acts for members who own no wallet. A member's account is the address that a minimal smart account would get
/// under this contract by CREATE2, salted with HMAC(operator's salt secret, chat user id): it receives from the first
/// second, nobody holds a key for it, and it becomes the member's own by graduation.
/// @dev An ERC-2771 forwarder whose members' signatures are one operator signature per batch. It never holds tokens or
/// roles and is never a target. Trust: the signer may do, for accounts that have not graduated, what the allowlist and
/// the modules' limits permit, and nothing else; the guardian may replace the signer, slowly and visibly; a member with
/// a recovery address can always leave; a relayer only pays gas.
interface ICustodian {
    /// @notice Waiting times in seconds, fixed at deployment. Every moment named `readyAt`, `effectiveAt` or `deadline` is
    /// inclusive; `until` is exclusive.
    /// @param graduation between a graduation request and its completion (2 days)
    /// @param rotation between proposing a signer and installing it; also for the guardian's hand-over (2 days)
    /// @param allow between proposing and adding an allowlist entry once sealed (2 days)
    /// @param recovery until a first recovery address takes effect (7 days)
    /// @param inactive without any batch after which a recovery address may exit at once (60 days)
    /// @param forcedExit between an exit request and the exit, operator willing or not (30 days)
    struct Delays {
        uint32 graduation;
        uint32 rotation;
        uint32 allow;
        uint32 recovery;
        uint32 inactive;
        uint32 forcedExit;
    }

    /// @notice A batch ran. `failed` of its `calls` reverted and are told apart by {CallFailed}.
    event BatchExecuted(uint192 indexed lane, uint64 indexed sequence, uint256 calls, uint256 failed);
    /// @param index place of the call in its batch, from 0, across all groups
    /// @param reason the revert data, cut at 256 bytes
    event CallFailed(uint192 indexed lane, uint64 indexed sequence, uint256 index, address indexed member, bytes reason);
    event GraduationRequested(address indexed account, address indexed owner, uint48 readyAt);
    event GraduationCancelled(address indexed account, address by);
    event Graduated(address indexed account, address indexed owner);
    /// @param effectiveAt unix seconds from which the recovery address may act
    event RecoverySet(address indexed account, address indexed recovery, uint48 effectiveAt);
    event ExitRequested(address indexed account, address indexed recovery, uint48 readyAt);
    /// @notice A signed request of the account was made void before use.
    event NonceUsed(address indexed account, uint256 nonce);
    /// @param distrustFrom unix seconds from which the present signer's recoveries count as planted; 0: it is trusted
    event SignerProposed(address indexed signer, uint48 readyAt, uint48 distrustFrom);
    event SignerProposalCancelled(address indexed signer);
    event SignerChanged(address indexed signer, uint32 epoch);
    event GuardianProposed(address indexed guardian, uint48 readyAt);
    event GuardianChanged(address indexed guardian);
    event SentinelChanged(address indexed sentinel);
    /// @param until unix seconds; the greatest value while only the guardian can end it
    event Paused(address indexed by, uint48 until);
    event Unpaused();
    event AllowScheduled(address indexed target, bytes4 indexed selector, uint48 readyAt);
    event AllowedSet(address indexed target, bytes4 indexed selector, bool allowed);
    event Sealed();

    error CustodianPaused(uint48 until);
    error CustodianReentered();
    error CustodianExpired(uint48 deadline);
    error CustodianBadSequence(uint64 expected);
    /// @param recovered who signed instead; zero where the signature is malformed or a contract refused it. A wrong nonce
    /// shows here too, as some unknown address.
    error CustodianBadSigner(address recovered);
    /// @notice Each address may be the signer once, so that nothing an old signer left unsent is ever valid again.
    error CustodianSignerServed(address signer);
    error CustodianBadOps();
    error CustodianNotAllowed(address target, bytes4 selector);
    /// @notice The transaction carries too little gas for a call's guaranteed share: nothing of the batch happened.
    error CustodianUnderfunded();
    error CustodianNotGuardian(address caller);
    error CustodianNotSentinel(address caller);
    error CustodianSentinelSpent();
    error CustodianTooEarly(uint48 readyAt);
    /// @notice A rotation that names distrust is pending: it can be completed from `readyAt` on, or cancelled.
    error CustodianRotationPending(uint48 readyAt);
    error CustodianNotRecovery(address caller);
    error CustodianGraduated(address account);
    error CustodianNothingPending();
    error CustodianBadTarget(address target);
    error CustodianZeroAddress();
    error CustodianBadDistrust(uint48 distrustFrom);

    /// @notice Runs a batch of calls, each as one member. Anyone may submit it; the signer's EIP-712 signature over
    /// `Batch(uint192 lane,uint64 sequence,uint48 deadline,bytes ops)` is what counts.
    /// @param lane independent line of sequence numbers
    /// @param sequence must be {sequenceOf} of the lane: a batch runs at most once
    /// @param deadline unix seconds, inclusive
    /// @param ops groups; a group is a 32-byte head [target:20 | selector:4 | gas:4 | argsLength:2 | count:2], then
    /// `count` times [salt:32][arguments: argsLength bytes, ABI-encoded]. Each call gets exactly `gas` and the member's
    /// address appended (ERC-2771). A call that fails, or whose account has graduated, is reported and stops no other.
    /// `count` is at least 1 and `argsLength` a multiple of 32, so that the 20 appended bytes never complete an argument.
    /// Empty `ops` are valid: they use up a sequence number whose batch shall not run.
    function execute(uint192 lane, uint64 sequence, uint48 deadline, bytes calldata ops, bytes calldata signature) external;

    /// @notice Starts making an account its member's own. Signed by the signer:
    /// `Graduate(bytes32 salt,address owner,uint256 nonce,uint48 deadline)`. A later request replaces an earlier one.
    function requestGraduation(bytes32 salt, address owner, uint48 deadline, bytes calldata signature) external;
    /// @notice Cancels a pending graduation and burns the account's nonce; guardian, or the account's effective recovery
    /// address. Works while paused.
    function cancelGraduation(bytes32 salt) external;
    /// @notice Burns the account's nonce and cancels what is pending. Signed by the signer:
    /// `Cancel(bytes32 salt,uint256 nonce,uint48 deadline)`.
    function cancelSigned(bytes32 salt, uint48 deadline, bytes calldata signature) external;
    /// @notice Completes a graduation after its delay: by the new owner itself, or by anyone with the new owner's
    /// EIP-712 signature over `Claim(address account,address owner)`. Tokens, items and standing stay where they are.
    function finishGraduation(bytes32 salt, bytes calldata ownerSignature) external;

    /// @notice Registers the address that can force the account out. First time signed by the signer:
    /// `SetRecovery(bytes32 salt,address recovery,uint256 nonce,uint48 deadline)`, effective after `delays.recovery`.
    /// Until then a further signed request replaces it and the wait begins again. Once effective only the recovery address
    /// itself may replace it (no signature, at once, also while paused), which withdraws an exit request.
    function setRecovery(bytes32 salt, address recovery, uint48 deadline, bytes calldata signature) external;
    /// @notice Announces an exit that the operator cannot stop. Effective recovery address only.
    function requestExit(bytes32 salt) external;
    /// @notice Makes the account the recovery address's own: after a request and `delays.forcedExit`, or at once when
    /// the operator was silent for `delays.inactive` or while a rotation with distrust is pending. Works while paused.
    function exit(bytes32 salt) external;

    /// @notice Stops batches and everything that the signer's signature could start or finish. Guardian only; ends only by
    /// {unpause}.
    function pause() external;
    /// @notice Guardian only. Refused while a rotation with distrust is pending: cancel or complete it first.
    function unpause() external;
    /// @notice Sentinel only, once until the guardian arms it again by {unpause} or {setSentinel}; ends by itself after 7 days.
    /// Never shortens a guardian's pause.
    function sentinelPause() external;
    /// @notice Pauses at once where a distrust moment is named, and starts replacing the signer. Guardian only.
    /// @param distrustFrom unix seconds, 0 if the present signer is sound; not in the future, no age limit: recoveries
    /// set since are void, older ones may exit at once while the rotation is pending.
    function proposeSigner(address signer, uint48 distrustFrom) external;
    function cancelSignerProposal() external;
    /// @notice Installs the proposed signer after `delays.rotation` and voids every request that the old one signed. By
    /// anyone: the guardian decided when proposing. A pause goes on until {unpause}.
    function acceptSigner() external;
    /// @notice Guardian only; a later proposal replaces an earlier one, zero takes it back.
    function proposeGuardian(address guardian) external;
    /// @notice By the proposed guardian, after `delays.rotation`.
    function acceptGuardian() external;
    /// @notice Guardian only; zero for none. Replace a stolen sentinel before {unpause}, which would arm it again.
    function setSentinel(address sentinel) external;
    /// @notice Widens the allowlist (time-locked once sealed: repeat the call) or narrows it (at once). Guardian only;
    /// until {seal} also the deployer, since a cold guardian does not deploy.
    /// The target must be a contract that trusts this forwarder.
    function allow(address target, bytes4 selector, bool allowed) external;
    /// @notice Ends set-up: from now on widening waits, and the deployer has no power left. Guardian or deployer.
    function seal() external;

    function accountOf(bytes32 salt) external view returns (address);
    function implementation() external view returns (address);
    function signer() external view returns (address);
    function epoch() external view returns (uint32);
    function guardian() external view returns (address);
    function sentinel() external view returns (address);
    /// @notice Unix seconds until which no batch runs; 0 if not paused now.
    function pausedUntil() external view returns (uint48);
    function isSealed() external view returns (bool);
    function lastActive() external view returns (uint48);
    function delays() external view returns (Delays memory);
    function sequenceOf(uint192 lane) external view returns (uint64);
    function nonceOf(address account) external view returns (uint256);
    function isAllowed(address target, bytes4 selector) external view returns (bool);
    /// @notice Meaningful for addresses that {accountOf} gave.
    function isGraduated(address account) external view returns (bool);
    function pendingGraduation(address account) external view returns (address owner, uint48 readyAt);
    /// @return recovery zero if none is registered or it is void by a rotation's distrust, pending or done
    /// @return effectiveAt unix seconds, inclusive
    function recoveryOf(address account) external view returns (address recovery, uint48 effectiveAt);
    /// @notice When a requested exit is due (unix seconds, inclusive); 0 if none was requested.
    function exitReadyAt(address account) external view returns (uint48);
    function pendingSigner() external view returns (address signer, uint48 readyAt, uint48 distrustFrom);
    function pendingGuardian() external view returns (address guardian, uint48 readyAt);
}
