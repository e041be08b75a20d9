// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Custodian} from "../../../contracts/Custodian.sol";
import {ICustodian} from "../../../contracts/interfaces/ICustodian.sol";
import {IMemberAccount} from "../../../contracts/interfaces/IMemberAccount.sol";
import {vm} from "./Vm.sol";
import {Witness} from "./Witness.sol";

/// Everybody who can call the Custodian, at random: operator, guardian, sentinel, members, thieves, time. Remembers in
/// its own words what must hold, and counts what should never happen.
contract CustodyHandler {
    /// What the handler knows of a member beside the Custodian.
    struct Memory {
        address owner; // since graduation
        address asked; // whom the pending graduation names
        uint48 askedUntil; // 0: nothing pending that may be finished
        uint48 registered; // when the present recovery was first set; VOID once a rotation distrusted it
    }

    uint256 public constant MEMBERS = 4;
    uint256 private constant WALLETS = 5;
    uint48 private constant VOID = type(uint48).max;
    bytes32 private constant BATCH = keccak256("Batch(uint192 lane,uint64 sequence,uint48 deadline,bytes ops)");
    bytes32 private constant GRADUATE =
        keccak256("Graduate(bytes32 salt,address owner,uint256 nonce,uint48 deadline)");
    bytes32 private constant CANCEL = keccak256("Cancel(bytes32 salt,uint256 nonce,uint48 deadline)");
    bytes32 private constant SET_RECOVERY =
        keccak256("SetRecovery(bytes32 salt,address recovery,uint256 nonce,uint48 deadline)");

    Custodian public immutable custodian;
    Witness public immutable witness;
    address private constant GUARDIAN = address(0x6A);
    address private constant SENTINEL = address(0x5E);

    uint256 private _signerKey = 1000;
    uint256 private _nextKey = 1001;
    mapping(uint256 member => Memory) public memories;
    /// What the handler alone counts.
    uint256 public ran;
    uint256 public graduated;
    uint256 public rotated;
    /// What must stay zero, by its reason.
    mapping(string reason => uint256) public wrong;
    string public lastWrong;

    constructor() {
        custodian = new Custodian(
            vm.addr(_signerKey),
            GUARDIAN,
            SENTINEL,
            ICustodian.Delays({
                graduation: 2 days,
                rotation: 2 days,
                allow: 2 days,
                recovery: 7 days,
                inactive: 60 days,
                forcedExit: 30 days
            })
        );
        witness = new Witness(address(custodian));
        vm.prank(GUARDIAN);
        custodian.allow(address(witness), Witness.first.selector, true);
    }

    // --- batches ---

    /// Three in a row, so that much runs between the guardian's doings.
    function runBatches(uint256 members, uint256 verbs, uint256 count, uint256 numbers) external {
        for (uint256 lane = 0; lane < 3; ++lane) {
            _runBatch(lane % 2, members >> lane, verbs >> (32 * lane), count >> lane, numbers >> lane);
        }
    }

    function _runBatch(uint256 lane, uint256 members, uint256 verbs, uint256 count, uint256 numbers) private {
        bytes memory ops = _ops(members, verbs, count % 6, numbers);
        uint64 sequence = custodian.sequenceOf(uint192(lane));
        bool paused = custodian.pausedUntil() != 0;
        bytes memory signature = _sign(_signerKey, _batchHash(uint192(lane), sequence, ops));
        try custodian.execute(uint192(lane), sequence, _deadline(), ops, signature) {
            ++ran;
            _must(!paused, "a batch ran while paused");
            _must(custodian.sequenceOf(uint192(lane)) == sequence + 1, "a batch left its number unused");
        } catch {
            _must(custodian.sequenceOf(uint192(lane)) == sequence, "a reverted batch used its number");
        }
    }

    /// A stranger's or a former signer's key, or a number that is not the next.
    function forgeBatch(uint256 key, uint256 members, uint64 skip, bool stranger) external {
        bytes memory ops = _ops(members, 0, 2, 1);
        uint64 sequence = custodian.sequenceOf(0) + (stranger ? 0 : 1 + skip % 3);
        uint256 by = stranger ? _strangerKey(key) : _signerKey;
        try custodian.execute(0, sequence, _deadline(), ops, _sign(by, _batchHash(0, sequence, ops))) {
            _must(false, "a forged batch ran");
        } catch {}
    }

    // --- graduation ---

    function requestGraduation(uint256 member, uint256 wallet, uint256 key, bool honest) external {
        (bytes32 salt, address account) = _member(member);
        address owner = _wallet(wallet);
        bytes32 structHash = keccak256(abi.encode(GRADUATE, salt, owner, custodian.nonceOf(account), _deadline()));
        bytes memory signature = _sign(honest ? _signerKey : _strangerKey(key), structHash);
        try custodian.requestGraduation(salt, owner, _deadline(), signature) {
            _must(honest, "a forged graduation was taken");
            memories[member % MEMBERS].asked = owner;
            memories[member % MEMBERS].askedUntil = uint48(block.timestamp) + 2 days;
        } catch {}
    }

    function finishGraduation(uint256 member, uint256 wallet) external {
        (bytes32 salt, address account) = _member(member);
        Memory storage known = memories[member % MEMBERS];
        address owner = wallet % 2 == 0 ? known.asked : _wallet(wallet);
        bool paused = custodian.pausedUntil() != 0;
        vm.prank(owner);
        try custodian.finishGraduation(salt, "") {
            _must(!paused, "a graduation finished while paused");
            _must(known.asked == owner, "somebody else's graduation");
            _must(known.askedUntil != 0 && block.timestamp >= known.askedUntil, "a void or early graduation");
            _graduated(member, account, owner);
        } catch {}
    }

    function cancel(uint256 member, bool byGuardian) external {
        (bytes32 salt, address account) = _member(member);
        if (byGuardian) {
            vm.prank(GUARDIAN);
            try custodian.cancelGraduation(salt) {
                memories[member % MEMBERS].askedUntil = 0;
            } catch {}
        } else {
            bytes32 structHash = keccak256(abi.encode(CANCEL, salt, custodian.nonceOf(account), _deadline()));
            try custodian.cancelSigned(salt, _deadline(), _sign(_signerKey, structHash)) {
                memories[member % MEMBERS].askedUntil = 0;
            } catch {}
        }
    }

    // --- recovery ---

    function setRecovery(uint256 member, uint256 wallet) external {
        (bytes32 salt, address account) = _member(member);
        address recovery = _wallet(wallet);
        (address present, uint48 effectiveAt) = custodian.recoveryOf(account);
        bytes32 structHash = keccak256(abi.encode(SET_RECOVERY, salt, recovery, custodian.nonceOf(account), _deadline()));
        try custodian.setRecovery(salt, recovery, _deadline(), _sign(_signerKey, structHash)) {
            _must(present == address(0) || block.timestamp < effectiveAt, "an effective recovery was replaced");
            memories[member % MEMBERS].registered = uint48(block.timestamp);
        } catch {}
    }

    function replaceRecovery(uint256 member, uint256 wallet, uint256 next) external {
        (bytes32 salt, address account) = _member(member);
        (address present, uint48 effectiveAt) = custodian.recoveryOf(account);
        address caller = _wallet(wallet);
        vm.prank(caller);
        try custodian.setRecovery(salt, _wallet(next), 0, "") {
            _must(caller == present && block.timestamp >= effectiveAt, "a stranger replaced a recovery");
        } catch {}
    }

    function requestExit(uint256 member, uint256 wallet) external {
        (bytes32 salt, address account) = _member(member);
        (address recovery,) = custodian.recoveryOf(account);
        vm.prank(wallet % 2 == 0 ? recovery : _wallet(wallet));
        try custodian.requestExit(salt) {} catch {}
    }

    function exit(uint256 member, uint256 wallet) external {
        (bytes32 salt, address account) = _member(member);
        (address recovery, uint48 effectiveAt) = custodian.recoveryOf(account);
        uint48 requested = custodian.exitReadyAt(account);
        (,, uint48 distrust) = custodian.pendingSigner();
        address caller = wallet % 2 == 0 ? recovery : _wallet(wallet);
        vm.prank(caller);
        try custodian.exit(salt) {
            _must(caller == recovery && block.timestamp >= effectiveAt, "a stranger exited");
            _must(
                distrust != 0 || (requested != 0 && block.timestamp >= requested)
                    || block.timestamp >= custodian.lastActive() + 60 days,
                "an exit came early"
            );
            uint48 registered = memories[member % MEMBERS].registered;
            _must(registered != VOID, "a recovery exited that a rotation had voided");
            _must(distrust == 0 || registered < distrust, "a planted recovery exited");
            _graduated(member, account, caller);
        } catch {}
    }

    // --- guardian, sentinel, time ---

    function pauseOrResume(uint256 what) external {
        what %= 8;
        if (what == 7) {
            vm.prank(SENTINEL);
            try custodian.sentinelPause() {} catch {}
            return;
        }
        vm.prank(GUARDIAN);
        // Resuming is likelier, or little would ever run.
        if (what == 0) custodian.pause();
        else try custodian.unpause() {} catch {}
    }

    function proposeSigner(uint256 ago, uint256 distrusts) external {
        uint48 from = distrusts % 3 == 0 ? uint48(block.timestamp - ago % (40 days)) : 0;
        vm.prank(GUARDIAN);
        custodian.proposeSigner(vm.addr(_nextKey), from);
    }

    function endProposal(uint256 how) external {
        if (how % 3 == 0) {
            vm.prank(GUARDIAN);
            try custodian.cancelSignerProposal() {} catch {}
            return;
        }
        (,, uint48 distrust) = custodian.pendingSigner();
        try custodian.acceptSigner() {
            ++rotated;
            _signerKey = _nextKey++;
            for (uint256 member = 0; member < MEMBERS; ++member) {
                memories[member].askedUntil = 0;
                if (distrust != 0 && memories[member].registered >= distrust) memories[member].registered = VOID;
            }
        } catch {}
    }

    function setAllowed(bool second, uint256 narrowing, uint256 sealing) external {
        bytes4 selector = second ? Witness.second.selector : Witness.first.selector;
        vm.prank(GUARDIAN);
        try custodian.allow(address(witness), selector, narrowing % 8 != 0) {} catch {}
        if (sealing % 16 == 0) {
            vm.prank(GUARDIAN);
            custodian.seal();
        }
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + time % (9 days));
    }

    /// Anybody tries what only guardian, sentinel or Custodian may.
    function usurp(uint256 wallet, uint256 what, uint256 member) external {
        address stranger = _wallet(wallet);
        (, address account) = _member(member);
        bytes[6] memory attempts = [
            abi.encodeCall(custodian.pause, ()),
            abi.encodeCall(custodian.unpause, ()),
            abi.encodeCall(custodian.sentinelPause, ()),
            abi.encodeCall(custodian.proposeSigner, (stranger, 0)),
            abi.encodeCall(custodian.allow, (address(witness), Witness.third.selector, true)),
            abi.encodeCall(IMemberAccount.initialize, (stranger))
        ];
        what %= attempts.length;
        address target = what == 5 ? account : address(custodian);
        vm.prank(stranger);
        (bool success,) = target.call(attempts[what]);
        _must(!success || target.code.length == 0, "a stranger had power");
    }

    // --- support ---

    function memberOf(uint256 member) external view returns (bytes32 salt, address account) {
        return _member(member);
    }

    function _graduated(uint256 member, address account, address owner) private {
        ++graduated;
        Memory storage known = memories[member % MEMBERS];
        _must(known.owner == address(0), "an account graduated twice");
        known.owner = owner;
        _must(IMemberAccount(account).owner() == owner, "a graduated account has another owner");
    }

    function _must(bool holds, string memory reason) private {
        if (holds) return;
        ++wrong[reason];
        lastWrong = reason;
    }

    function _member(uint256 member) private view returns (bytes32 salt, address account) {
        salt = keccak256(abi.encode("member", member % MEMBERS));
        return (salt, custodian.accountOf(salt));
    }

    /// Wallets that are nobody's key here: owners, recovery addresses, strangers.
    function _wallet(uint256 wallet) private pure returns (address) {
        return address(uint160(0xA11CE + wallet % WALLETS));
    }

    /// Any key but the present signer's: former signers', the proposed one's, and such as never served.
    function _strangerKey(uint256 key) private view returns (uint256) {
        uint256 chosen = 1000 + key % 8;
        return chosen == _signerKey ? 999 : chosen;
    }

    function _deadline() private view returns (uint48) {
        return uint48(block.timestamp) + 1 hours;
    }

    /// Groups of one call each: three verbs, one of which is never allowed and so reverts the whole batch.
    function _ops(uint256 members, uint256 verbs, uint256 count, uint256 numbers) private view returns (bytes memory ops) {
        bytes4[3] memory selectors = [Witness.first.selector, Witness.second.selector, Witness.third.selector];
        for (uint256 i = 0; i < count; ++i) {
            (bytes32 salt,) = _member(members >> (8 * i));
            uint256 verb = uint8(verbs >> (4 * i)) % 64;
            bytes4 selector = selectors[verb == 63 ? 2 : verb > 40 ? 1 : 0];
            uint256 number = uint8(numbers >> (8 * i));
            ops = bytes.concat(ops, abi.encodePacked(address(witness), selector, uint32(150_000), uint16(32), uint16(1), salt, number));
        }
    }

    function _batchHash(uint192 lane, uint64 sequence, bytes memory ops) private view returns (bytes32) {
        return keccak256(abi.encode(BATCH, lane, sequence, _deadline(), keccak256(ops)));
    }

    function _sign(uint256 key, bytes32 structHash) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Guildmint Custodian"),
                keccak256("1"),
                block.chainid,
                address(custodian)
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, structHash)));
        return abi.encodePacked(r, s, v);
    }
}
