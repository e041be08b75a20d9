// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ICustodian} from "../interfaces/ICustodian.sol";
import {MemberAccount} from "../MemberAccount.sol";

/// @title What the Custodian knows and how it judges it: storage, views and checks. Nothing here changes state.
abstract contract CustodianState is ICustodian, EIP712 {
    /// One slot, read and written by every batch.
    struct Head {
        address signer;
        uint40 lastActive;
        uint48 pausedUntil;
        bool entered;
    }

    /// @param epoch whose signer asked for it; another epoch's graduation is void
    struct Graduation {
        address owner;
        uint48 readyAt;
        uint32 epoch;
    }

    /// @param since unix seconds of the registration; who replaces itself keeps it, and with it its standing under distrust
    struct Recovery {
        address who;
        uint48 since;
        uint32 epoch;
    }

    struct Account {
        Graduation graduation;
        Recovery recovery;
        uint48 exitReadyAt;
        uint64 nonce;
    }

    struct PendingSigner {
        address signer;
        uint48 readyAt;
        uint48 distrustFrom;
    }

    struct PendingGuardian {
        address guardian;
        uint48 readyAt;
    }

    struct Allowance {
        bool allowed;
        uint48 readyAt;
    }

    /// @inheritdoc ICustodian
    address public immutable implementation;
    /// Hash of the creation code that Clones deploys, so that deriving an account costs one hash.
    bytes32 internal immutable _accountCodeHash;
    address internal immutable _deployer = msg.sender;
    uint32 internal immutable _graduationDelay;
    uint32 internal immutable _rotationDelay;
    uint32 internal immutable _allowDelay;
    uint32 internal immutable _recoveryDelay;
    uint32 internal immutable _inactiveDelay;
    uint32 internal immutable _forcedExitDelay;

    Head internal _head;
    /// @inheritdoc ICustodian
    address public guardian;
    /// @inheritdoc ICustodian
    uint32 public epoch = 1;
    /// @inheritdoc ICustodian
    bool public isSealed;
    /// @inheritdoc ICustodian
    address public sentinel;
    bool internal _sentinelSpent;
    PendingSigner internal _pendingSigner;
    PendingGuardian internal _pendingGuardian;
    mapping(uint192 lane => uint64) internal _sequences;
    mapping(uint256 targetAndSelector => Allowance) internal _allowances;
    mapping(address account => Account) internal _accounts;
    mapping(address signer => bool) internal _served;
    /// The earliest distrust moment that any rotation since this epoch named; 0 for none. Never falls from one epoch to
    /// the next, so one look decides on a recovery of any age.
    mapping(uint32 epoch => uint48) internal _distrustedFrom;

    constructor(Delays memory delays_) EIP712("Guildmint Custodian", "1") {
        implementation = address(new MemberAccount());
        _accountCodeHash = keccak256(
            abi.encodePacked(
                hex"3d602d80600a3d3981f3363d3d373d3d3d363d73", implementation, hex"5af43d82803e903d91602b57fd5bf3"
            )
        );
        _graduationDelay = delays_.graduation;
        _rotationDelay = delays_.rotation;
        _allowDelay = delays_.allow;
        _recoveryDelay = delays_.recovery;
        _inactiveDelay = delays_.inactive;
        _forcedExitDelay = delays_.forcedExit;
    }

    // --- views ---

    /// @inheritdoc ICustodian
    function accountOf(bytes32 salt) public view returns (address) {
        return Create2.computeAddress(salt, _accountCodeHash);
    }

    /// @inheritdoc ICustodian
    function signer() external view returns (address) {
        return _head.signer;
    }

    /// @inheritdoc ICustodian
    function pausedUntil() external view returns (uint48) {
        uint48 until = _head.pausedUntil;
        return block.timestamp < until ? until : 0;
    }

    /// @inheritdoc ICustodian
    function lastActive() external view returns (uint48) {
        return _head.lastActive;
    }

    /// @inheritdoc ICustodian
    function delays() external view returns (Delays memory) {
        return Delays({
            graduation: _graduationDelay,
            rotation: _rotationDelay,
            allow: _allowDelay,
            recovery: _recoveryDelay,
            inactive: _inactiveDelay,
            forcedExit: _forcedExitDelay
        });
    }

    /// @inheritdoc ICustodian
    function sequenceOf(uint192 lane) external view returns (uint64) {
        return _sequences[lane];
    }

    /// @inheritdoc ICustodian
    function nonceOf(address account) external view returns (uint256) {
        return _accounts[account].nonce;
    }

    /// @inheritdoc ICustodian
    function isAllowed(address target, bytes4 selector) external view returns (bool) {
        return _allowances[_key(target, selector)].allowed;
    }

    /// @inheritdoc ICustodian
    function isGraduated(address account) external view returns (bool) {
        return account.code.length != 0;
    }

    /// @inheritdoc ICustodian
    function pendingGraduation(address account) external view returns (address owner, uint48 readyAt) {
        Graduation memory graduation = _accounts[account].graduation;
        if (_isPending(graduation)) return (graduation.owner, graduation.readyAt);
    }

    /// @inheritdoc ICustodian
    function recoveryOf(address account) external view returns (address recovery, uint48 effectiveAt) {
        Recovery memory registered = _accounts[account].recovery;
        if (_isSound(registered)) return (registered.who, registered.since + _recoveryDelay);
    }

    /// @inheritdoc ICustodian
    function exitReadyAt(address account) external view returns (uint48) {
        return _accounts[account].exitReadyAt;
    }

    /// @inheritdoc ICustodian
    function pendingSigner() external view returns (address signer_, uint48 readyAt, uint48 distrustFrom) {
        PendingSigner memory pending = _pendingSigner;
        return (pending.signer, pending.readyAt, pending.distrustFrom);
    }

    /// @inheritdoc ICustodian
    function pendingGuardian() external view returns (address guardian_, uint48 readyAt) {
        PendingGuardian memory pending = _pendingGuardian;
        return (pending.guardian, pending.readyAt);
    }

    // --- checks ---

    /// @dev The account, as long as it is custodial.
    function _custodialAccountOf(bytes32 salt) internal view returns (address account) {
        account = accountOf(salt);
        require(account.code.length == 0, CustodianGraduated(account));
    }

    function _checkRequest(uint48 deadline, bytes32 structHash, bytes calldata signature) internal view {
        Head memory head = _head;
        require(block.timestamp >= head.pausedUntil, CustodianPaused(head.pausedUntil));
        require(block.timestamp <= deadline, CustodianExpired(deadline));
        _checkSigned(head.signer, structHash, signature);
    }

    function _checkSigned(address by, bytes32 structHash, bytes calldata signature) internal view {
        (address recovered,,) = ECDSA.tryRecoverCalldata(_hashTypedDataV4(structHash), signature);
        require(recovered == by, CustodianBadSigner(recovered));
    }

    /// @dev Owners may be contracts (ERC-1271); the signer may not.
    function _checkClaim(address owner, bytes32 structHash, bytes calldata signature) internal view {
        if (owner.code.length == 0) return _checkSigned(owner, structHash, signature);
        bytes32 digest = _hashTypedDataV4(structHash);
        require(
            SignatureChecker.isValidERC1271SignatureNowCalldata(owner, digest, signature), CustodianBadSigner(address(0))
        );
    }

    /// @dev The caller must be the account's recovery address, sound and effective.
    function _checkRecovery(address account) internal view {
        Recovery memory recovery = _accounts[account].recovery;
        require(msg.sender == recovery.who && _isSound(recovery), CustodianNotRecovery(msg.sender));
        uint48 effectiveAt = recovery.since + _recoveryDelay;
        require(block.timestamp >= effectiveAt, CustodianTooEarly(effectiveAt));
    }

    /// @dev Registered, and not since a moment from which a signer is distrusted, be that rotation pending or done.
    function _isSound(Recovery memory recovery) internal view returns (bool) {
        uint48 done = _distrustedFrom[recovery.epoch];
        uint48 pending = _pendingSigner.distrustFrom;
        return recovery.who != address(0) && (done == 0 || recovery.since < done)
            && (pending == 0 || recovery.since < pending);
    }

    function _isPending(Graduation memory graduation) internal view returns (bool) {
        return graduation.owner != address(0) && graduation.epoch == epoch;
    }

    function _key(address target, bytes4 selector) internal pure returns (uint256) {
        return uint256(uint160(target)) << 32 | uint32(selector);
    }

    function _after(uint48 delay) internal view returns (uint48) {
        return uint48(block.timestamp) + delay;
    }
}
