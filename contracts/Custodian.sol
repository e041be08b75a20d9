// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {CustodianState} from "./abstracts/CustodianState.sol";
import {ICustodian} from "./interfaces/ICustodian.sol";
import {IMemberAccount} from "./interfaces/IMemberAccount.sol";

/// @title Custodian
/// @dev The manual is {ICustodian}.
contract Custodian is ICustodian, CustodianState {
    bytes32 private constant BATCH_TYPEHASH =
        keccak256("Batch(uint192 lane,uint64 sequence,uint48 deadline,bytes ops)");
    bytes32 private constant GRADUATE_TYPEHASH =
        keccak256("Graduate(bytes32 salt,address owner,uint256 nonce,uint48 deadline)");
    bytes32 private constant CANCEL_TYPEHASH = keccak256("Cancel(bytes32 salt,uint256 nonce,uint48 deadline)");
    bytes32 private constant SET_RECOVERY_TYPEHASH =
        keccak256("SetRecovery(bytes32 salt,address recovery,uint256 nonce,uint48 deadline)");
    bytes32 private constant CLAIM_TYPEHASH = keccak256("Claim(address account,address owner)");

    uint48 private constant SENTINEL_PAUSE = 7 days;
    uint48 private constant FOREVER = type(uint48).max;
    /// What a call and its report may cost beyond the call's own gas, with room for dearer forks.
    uint256 private constant GAS_RESERVE = 25_000;
    uint256 private constant REASON_BYTES = 256;

    modifier onlyGuardian() {
        require(msg.sender == guardian, CustodianNotGuardian(msg.sender));
        _;
    }

    /// @dev A cold guardian does not deploy: until {seal} the deployer sets up in its place, when no account holds anything.
    modifier onlySetUp() {
        require(msg.sender == guardian || (msg.sender == _deployer && !isSealed), CustodianNotGuardian(msg.sender));
        _;
    }

    /// @param sentinel_ zero for none
    constructor(address signer_, address guardian_, address sentinel_, Delays memory delays_) CustodianState(delays_) {
        require(signer_ != address(0) && guardian_ != address(0), CustodianZeroAddress());
        _head.lastActive = uint40(block.timestamp);
        _installSigner(signer_);
        guardian = guardian_;
        emit GuardianChanged(guardian_);
        sentinel = sentinel_;
        emit SentinelChanged(sentinel_);
    }

    // --- batches ---

    /// @inheritdoc ICustodian
    function execute(uint192 lane, uint64 sequence, uint48 deadline, bytes calldata ops, bytes calldata signature)
        external
    {
        Head memory head = _head;
        require(!head.entered, CustodianReentered());
        require(block.timestamp >= head.pausedUntil, CustodianPaused(head.pausedUntil));
        require(block.timestamp <= deadline, CustodianExpired(deadline));
        uint64 expected = _sequences[lane];
        require(sequence == expected, CustodianBadSequence(expected));
        _checkSigned(head.signer, keccak256(abi.encode(BATCH_TYPEHASH, lane, sequence, deadline, keccak256(ops))), signature);

        _sequences[lane] = sequence + 1;
        head.entered = true;
        head.lastActive = uint40(block.timestamp);
        _head = head;
        (uint256 calls, uint256 failed) = _run(lane, sequence, ops);
        // This field alone: a target may have led to a pause or a rotation meanwhile, which `head` does not know of.
        _head.entered = false;
        emit BatchExecuted(lane, sequence, calls, failed);
    }

    function _run(uint192 lane, uint64 sequence, bytes calldata ops) private returns (uint256 calls, uint256 failed) {
        uint256 cursor;
        while (cursor < ops.length) {
            require(ops.length - cursor >= 32, CustodianBadOps());
            uint256 group = uint256(bytes32(ops[cursor:cursor + 32]));
            uint256 argsLength = uint16(group >> 16);
            uint256 count = uint16(group);
            cursor += 32;
            uint256 end = cursor + count * (32 + argsLength);
            require(count != 0 && argsLength % 32 == 0 && end <= ops.length, CustodianBadOps());
            require(
                _allowances[group >> 64].allowed,
                CustodianNotAllowed(address(uint160(group >> 96)), bytes4(uint32(group >> 64)))
            );
            failed += _runGroup(lane, sequence, calls, group, ops[cursor:end]);
            calls += count;
            cursor = end;
        }
    }

    /// @param index place of the group's first call in the batch
    /// @param calls the group without its head, length already checked
    function _runGroup(uint192 lane, uint64 sequence, uint256 index, uint256 group, bytes calldata calls)
        private
        returns (uint256 failed)
    {
        uint256 argsLength = uint16(group >> 16);
        uint256 data = _callData(group, argsLength);
        for (uint256 cursor = 0; cursor < calls.length; cursor += 32 + argsLength) {
            bytes32 salt;
            assembly ("memory-safe") {
                salt := calldataload(add(calls.offset, cursor))
            }
            address account = accountOf(salt);
            if (account.code.length != 0) {
                ++failed;
                emit CallFailed(
                    lane, sequence, index, account, abi.encodeWithSelector(CustodianGraduated.selector, account)
                );
            } else if (!_forward(group, data, account, calls, cursor + 32, argsLength)) {
                ++failed;
                emit CallFailed(lane, sequence, index, account, _reason());
            }
            unchecked {
                ++index;
            }
        }
    }

    /// @dev Reserves [selector:4][arguments][member:20 + 12 spare] once for all calls of a group.
    function _callData(uint256 group, uint256 argsLength) private pure returns (uint256 data) {
        assembly ("memory-safe") {
            data := mload(0x40)
            mstore(data, shl(224, shr(64, group)))
            mstore(0x40, add(data, add(argsLength, 64)))
        }
    }

    /// @dev By hand, for a call of the group's selector costs no copy but its arguments, and returned data none at all.
    function _forward(uint256 group, uint256 data, address account, bytes calldata calls, uint256 cursor, uint256 argsLength)
        private
        returns (bool success)
    {
        uint256 stipend = uint32(group >> 32);
        assembly ("memory-safe") {
            calldatacopy(add(data, 4), add(calls.offset, cursor), argsLength)
            mstore(add(data, add(argsLength, 4)), shl(96, account))
        }
        // 63/64 of what is left goes along at most (EIP-150); a relayer that sends less makes the whole batch revert.
        require(gasleft() - gasleft() / 64 >= stipend + GAS_RESERVE, CustodianUnderfunded());
        assembly ("memory-safe") {
            success := call(stipend, shr(96, group), 0, data, add(argsLength, 24), 0, 0)
        }
    }

    /// @dev The last call's revert data, bounded: a target cannot make the batch pay for a flood.
    function _reason() private pure returns (bytes memory reason) {
        uint256 most = REASON_BYTES;
        assembly ("memory-safe") {
            reason := mload(0x40)
            let size := returndatasize()
            if gt(size, most) { size := most }
            mstore(reason, size)
            returndatacopy(add(reason, 32), 0, size)
            mstore(0x40, add(reason, add(32, most)))
        }
    }

    // --- graduation ---

    /// @inheritdoc ICustodian
    function requestGraduation(bytes32 salt, address owner, uint48 deadline, bytes calldata signature) external {
        address account = _custodialAccountOf(salt);
        require(owner != address(0), CustodianZeroAddress());
        bytes32 structHash = keccak256(abi.encode(GRADUATE_TYPEHASH, salt, owner, _useNonce(account), deadline));
        _checkRequest(deadline, structHash, signature);

        uint48 readyAt = _after(_graduationDelay);
        _accounts[account].graduation = Graduation(owner, readyAt, epoch);
        emit GraduationRequested(account, owner, readyAt);
    }

    /// @inheritdoc ICustodian
    function cancelGraduation(bytes32 salt) external {
        address account = accountOf(salt);
        if (msg.sender != guardian) _checkRecovery(account);
        require(_isPending(_accounts[account].graduation), CustodianNothingPending());

        emit NonceUsed(account, _useNonce(account));
        delete _accounts[account].graduation;
        emit GraduationCancelled(account, msg.sender);
    }

    /// @inheritdoc ICustodian
    function cancelSigned(bytes32 salt, uint48 deadline, bytes calldata signature) external {
        address account = _custodialAccountOf(salt);
        uint256 nonce = _useNonce(account);
        _checkRequest(deadline, keccak256(abi.encode(CANCEL_TYPEHASH, salt, nonce, deadline)), signature);

        emit NonceUsed(account, nonce);
        if (_isPending(_accounts[account].graduation)) {
            delete _accounts[account].graduation;
            emit GraduationCancelled(account, _head.signer);
        }
    }

    /// @inheritdoc ICustodian
    function finishGraduation(bytes32 salt, bytes calldata ownerSignature) external {
        Head memory head = _head;
        require(!head.entered, CustodianReentered());
        require(block.timestamp >= head.pausedUntil, CustodianPaused(head.pausedUntil));
        address account = accountOf(salt);
        Graduation memory graduation = _accounts[account].graduation;
        require(_isPending(graduation), CustodianNothingPending());
        require(block.timestamp >= graduation.readyAt, CustodianTooEarly(graduation.readyAt));
        // Only an owner that can sign or call becomes one: nothing is lost to a mistyped address.
        if (msg.sender != graduation.owner) {
            _checkClaim(graduation.owner, keccak256(abi.encode(CLAIM_TYPEHASH, account, graduation.owner)), ownerSignature);
        }
        _graduate(salt, account, graduation.owner);
    }

    // --- recovery and exit ---

    /// @inheritdoc ICustodian
    function setRecovery(bytes32 salt, address recovery, uint48 deadline, bytes calldata signature) external {
        address account = _custodialAccountOf(salt);
        require(recovery != address(0), CustodianZeroAddress());
        Recovery memory present = _accounts[account].recovery;
        if (_isSound(present) && block.timestamp >= present.since + _recoveryDelay) {
            require(msg.sender == present.who, CustodianNotRecovery(msg.sender));
            present.who = recovery;
        } else {
            bytes32 structHash = keccak256(abi.encode(SET_RECOVERY_TYPEHASH, salt, recovery, _useNonce(account), deadline));
            _checkRequest(deadline, structHash, signature);
            present = Recovery(recovery, uint48(block.timestamp), epoch);
        }
        _accounts[account].recovery = present;
        delete _accounts[account].exitReadyAt;
        emit RecoverySet(account, recovery, present.since + _recoveryDelay);
    }

    /// @inheritdoc ICustodian
    function requestExit(bytes32 salt) external {
        address account = accountOf(salt);
        _checkRecovery(account);
        uint48 readyAt = _after(_forcedExitDelay);
        _accounts[account].exitReadyAt = readyAt;
        emit ExitRequested(account, msg.sender, readyAt);
    }

    /// @inheritdoc ICustodian
    function exit(bytes32 salt) external {
        Head memory head = _head;
        require(!head.entered, CustodianReentered());
        address account = accountOf(salt);
        _checkRecovery(account);
        if (_pendingSigner.distrustFrom == 0) {
            uint48 readyAt = head.lastActive + _inactiveDelay;
            uint48 requested = _accounts[account].exitReadyAt;
            if (requested != 0 && requested < readyAt) readyAt = requested;
            require(block.timestamp >= readyAt, CustodianTooEarly(readyAt));
        }
        _graduate(salt, account, msg.sender);
    }

    // --- guardian and sentinel ---

    /// @inheritdoc ICustodian
    function pause() external onlyGuardian {
        _pause(FOREVER);
    }

    /// @inheritdoc ICustodian
    function unpause() external onlyGuardian {
        require(_pendingSigner.distrustFrom == 0, CustodianRotationPending(_pendingSigner.readyAt));
        _head.pausedUntil = 0;
        _sentinelSpent = false;
        emit Unpaused();
    }

    /// @inheritdoc ICustodian
    function sentinelPause() external {
        require(msg.sender == sentinel, CustodianNotSentinel(msg.sender));
        require(!_sentinelSpent, CustodianSentinelSpent());
        require(_head.pausedUntil != FOREVER, CustodianPaused(FOREVER));
        _sentinelSpent = true;
        _pause(_after(SENTINEL_PAUSE));
    }

    /// @inheritdoc ICustodian
    function proposeSigner(address newSigner, uint48 distrustFrom) external onlyGuardian {
        require(newSigner != address(0), CustodianZeroAddress());
        require(!_served[newSigner], CustodianSignerServed(newSigner));
        require(distrustFrom <= block.timestamp, CustodianBadDistrust(distrustFrom));
        uint48 readyAt = _after(_rotationDelay);
        _pendingSigner = PendingSigner(newSigner, readyAt, distrustFrom);
        emit SignerProposed(newSigner, readyAt, distrustFrom);
        if (distrustFrom != 0) _pause(FOREVER);
    }

    /// @inheritdoc ICustodian
    function cancelSignerProposal() external onlyGuardian {
        address proposed = _pendingSigner.signer;
        require(proposed != address(0), CustodianNothingPending());
        delete _pendingSigner;
        emit SignerProposalCancelled(proposed);
    }

    /// @inheritdoc ICustodian
    function acceptSigner() external {
        PendingSigner memory pending = _pendingSigner;
        require(pending.signer != address(0), CustodianNothingPending());
        require(block.timestamp >= pending.readyAt, CustodianTooEarly(pending.readyAt));
        delete _pendingSigner;
        if (pending.distrustFrom != 0) _distrust(pending.distrustFrom);
        ++epoch;
        _installSigner(pending.signer);
    }

    /// @inheritdoc ICustodian
    function proposeGuardian(address newGuardian) external onlyGuardian {
        uint48 readyAt = newGuardian == address(0) ? 0 : _after(_rotationDelay);
        _pendingGuardian = PendingGuardian(newGuardian, readyAt);
        emit GuardianProposed(newGuardian, readyAt);
    }

    /// @inheritdoc ICustodian
    function acceptGuardian() external {
        PendingGuardian memory pending = _pendingGuardian;
        require(msg.sender == pending.guardian, CustodianNotGuardian(msg.sender));
        require(block.timestamp >= pending.readyAt, CustodianTooEarly(pending.readyAt));
        delete _pendingGuardian;
        guardian = msg.sender;
        emit GuardianChanged(msg.sender);
    }

    /// @inheritdoc ICustodian
    function setSentinel(address newSentinel) external onlyGuardian {
        sentinel = newSentinel;
        _sentinelSpent = false;
        emit SentinelChanged(newSentinel);
    }

    /// @inheritdoc ICustodian
    function allow(address target, bytes4 selector, bool allowed) external onlySetUp {
        Allowance storage allowance = _allowances[_key(target, selector)];
        if (allowed) {
            // Rules out wallets, strangers' contracts and this contract: none of them answers.
            require(_trustsThis(target), CustodianBadTarget(target));
            if (isSealed && allowance.readyAt == 0) {
                uint48 readyAt = _after(_allowDelay);
                allowance.readyAt = readyAt;
                emit AllowScheduled(target, selector, readyAt);
                return;
            }
            require(block.timestamp >= allowance.readyAt, CustodianTooEarly(allowance.readyAt));
        }
        allowance.allowed = allowed;
        allowance.readyAt = 0;
        emit AllowedSet(target, selector, allowed);
    }

    /// @inheritdoc ICustodian
    function seal() external onlySetUp {
        isSealed = true;
        emit Sealed();
    }

    // --- effects ---

    function _graduate(bytes32 salt, address account, address owner) private {
        delete _accounts[account].graduation;
        delete _accounts[account].recovery;
        delete _accounts[account].exitReadyAt;
        emit Graduated(account, owner);
        IMemberAccount(Clones.cloneDeterministic(implementation, salt)).initialize(owner);
    }

    function _useNonce(address account) private returns (uint256) {
        return _accounts[account].nonce++;
    }

    function _installSigner(address newSigner) private {
        _head.signer = newSigner;
        _served[newSigner] = true;
        emit SignerChanged(newSigner, epoch);
    }

    function _pause(uint48 until) private {
        _head.pausedUntil = until;
        emit Paused(msg.sender, until);
    }

    /// @dev Walks back while an epoch's mark is later or missing; earlier marks stand for all epochs before them.
    function _distrust(uint48 from) private {
        for (uint32 past = epoch; past != 0; --past) {
            uint48 mark = _distrustedFrom[past];
            if (mark != 0 && mark <= from) break;
            _distrustedFrom[past] = from;
        }
    }

    function _trustsThis(address target) private view returns (bool) {
        (bool success, bytes memory answer) =
            target.staticcall(abi.encodeCall(ERC2771Context.isTrustedForwarder, (address(this))));
        return success && answer.length == 32 && uint256(bytes32(answer)) == 1;
    }
}
