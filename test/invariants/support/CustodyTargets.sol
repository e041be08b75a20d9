// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MemberAccount} from "../../../contracts/MemberAccount.sol";

/// A module that the Custodian may forward to: writes down who called it, and misbehaves on demand.
contract Diary is ERC2771Context {
    event Written(address indexed member, uint256 page);
    event Dedicated(address indexed member, address indexed to, uint256 page);

    error DiaryTorn(uint256 page);

    mapping(address member => uint256) public entries;

    constructor(address forwarder) ERC2771Context(forwarder) {}

    function write(uint256 page) external {
        ++entries[_msgSender()];
        emit Written(_msgSender(), page);
    }

    function dedicate(address to, uint256 page) external {
        ++entries[_msgSender()];
        emit Dedicated(_msgSender(), to, page);
    }

    function tear(uint256 page) external pure {
        revert DiaryTorn(page);
    }

    /// Reverts with `size` bytes of data.
    function flood(uint256 size) external pure {
        assembly {
            revert(0, size)
        }
    }

    /// Succeeds with `size` bytes of data.
    function recite(uint256 size) external pure {
        assembly {
            return(0, size)
        }
    }

    /// Burns all gas that it gets.
    function scribble() external pure {
        assembly {
            invalid()
        }
    }

    /// Gives its gas away unless it got a certain amount: how a starved call could look successful.
    function writeIfGasAbove(uint256 least) external {
        if (gasleft() < least) return;
        ++entries[_msgSender()];
        emit Written(_msgSender(), least);
    }

    /// Hands control to another contract, as a token with receiver hooks would, and passes its revert on.
    function ask(address whom, bytes calldata question) external {
        (bool success, bytes memory answer) = whom.call(question);
        assembly {
            if iszero(success) { revert(add(answer, 32), mload(answer)) }
        }
        ++entries[_msgSender()];
        emit Written(_msgSender(), 0);
    }
}

/// Answers `isTrustedForwarder` with what it was told: another size, another number, or nothing.
contract Liar {
    bytes private _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    function isTrustedForwarder(address) external view {
        bytes memory answer = _answer;
        assembly {
            return(add(answer, 32), mload(answer))
        }
    }
}

/// A wallet that is a contract, as a multisig is: owns accounts, recovers them, and can be asked to do so mid-batch.
contract ContractWallet is IERC1271 {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function run(address to, bytes calldata data) external {
        (bool success, bytes memory answer) = to.call(data);
        assembly {
            if iszero(success) { revert(add(answer, 32), mload(answer)) }
        }
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered,,) = ECDSA.tryRecoverCalldata(hash, signature);
        return recovered == owner ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// Stands in for the Custodian where MemberAccount's own guards are tried: deploys the logic and may initialize it.
contract AccountMaker {
    MemberAccount public immutable account = new MemberAccount();

    function initialize(address owner) external {
        account.initialize(owner);
    }
}
