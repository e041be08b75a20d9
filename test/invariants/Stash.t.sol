// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../contracts/Communities.sol";
import {Gifts} from "../../contracts/Gifts.sol";
import {Shop} from "../../contracts/Shop.sol";
import {Stash} from "../../contracts/Stash.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {IStash} from "../../contracts/interfaces/IStash.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {Nfts} from "./support/Nfts.sol";
import {StashHandler} from "./support/StashHandler.sol";
import {Test} from "./support/Test.sol";
import {vm} from "./support/Vm.sol";

/// Invariants 1 and 5 of docs/INVARIANTS.md with draws: see README.md, D1 to D6.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract StashInvariants is Test {
    StashHandler private _handler;
    Stash private _stash;
    Nfts private _nfts;

    function setUp() external {
        vm.warp(2_208_945_600);
        address operator = address(0xc0);
        Communities communities = new Communities(address(0xf0), operator, address(this), 0, new WrappedTokenFactory());
        Shop shop = new Shop(address(0xf0), operator, communities);
        _stash = new Stash(address(0xf0), operator, communities, shop);
        communities.addModule(address(shop), "Shop");
        communities.addModule(address(_stash), "Stash");
        Gifts gifts = new Gifts(address(0xf0), operator, communities);
        communities.addModule(address(gifts), "Gifts");
        _handler = new StashHandler(communities, shop, _stash, address(gifts));
        _nfts = _handler.nfts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_1_bondsAreThoseOfSecretsThatMayYetDecide() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            uint256 bonds;
            for (uint256 number = _stash.commitmentsUsed(token) + 1; number <= _stash.commitmentCount(token); ++number) {
                // A cancelled one has none.
                bonds += _stash.commitmentOf(token, number).bond;
                if (_handler.isCancelled(i, number)) assertEq(_stash.commitmentOf(token, number).bond, 0, "cancelled");
            }
            for (uint256 draw = _stash.nextDraw(token); draw <= _stash.drawCount(token); ++draw) {
                IStash.Draw memory d = _stash.drawOf(token, draw);
                if (d.state == IStash.State.Forfeited) continue;
                bonds += _stash.commitmentOf(token, d.commitment).bond;
            }
            assertEq(_stash.bondsOf(token), bonds, "bonds");
            assertEq(_handler.tokens(i).balanceOf(address(_stash)), bonds, "held");
        }
    }

    function invariant_1_everybodyHasWhatTheyEarnedPaidAndGotBack() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            IToken token = _handler.tokens(i);
            uint256 sum = token.balanceOf(address(_stash));
            for (uint256 j; j < _handler.PEOPLE(); ++j) {
                address person = _handler.personAt(j);
                assertEq(token.balanceOf(person), _handler.balance(i, person), "balance");
                sum += token.balanceOf(person);
            }
            assertEq(token.totalSupply(), sum, "supply");
        }
    }

    function invariant_everyNftIsInOnePoolOrOnePersonsHands() external view {
        uint256 inPools;
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            uint256[] memory pool = _handler.poolAt(i);
            assertEq(_stash.poolSize(address(_handler.tokens(i))), pool.length, "pool");
            for (uint256 place; place < pool.length; ++place) {
                IStash.Nft memory nft = _stash.poolAt(address(_handler.tokens(i)), place);
                assertEq(nft.id, pool[place], "place");
                (address owner, address of_) = _stash.ownerOf(address(_nfts), nft.id);
                require(owner == address(0) && of_ == address(_handler.tokens(i)), "an NFT of the pool is somebody's");
            }
            inPools += pool.length;
        }
        uint256 held;
        uint256 won;
        for (uint256 id; id < _handler.NFTS(); ++id) {
            (address owner,) = _stash.ownerOf(address(_nfts), id);
            require(owner == _handler.winner(id), "an NFT is not its winner's");
            if (owner != address(0)) ++won;
            if (_nfts.ownerOf(id) == address(_stash)) ++held;
        }
        assertEq(held, inPools + won, "NFTs held");
    }

    function invariant_drawsAreSettledInTheirOrderFromAPoolThatStandsStill() external view {
        require(!_handler.outOfOrder(), "a draw was settled out of its turn or time");
        require(!_handler.wronglyDrawn(), "a draw gave other than its secret, block and pool say");
        require(!_handler.poolMoved(), "the pool moved while a draw was open");
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            uint256 promised;
            for (uint256 draw = _stash.nextDraw(token); draw <= _stash.drawCount(token); ++draw) {
                IStash.Draw memory d = _stash.drawOf(token, draw);
                if (d.state != IStash.State.Forfeited) promised += d.units;
            }
            assertLe(promised, _stash.poolSize(token), "promised");
        }
    }

    function invariant_nobodyStallsADrawOrAnExit() external view {
        require(!_handler.stalled(), "a secret in time, or a forfeit after it, was refused");
        require(!_handler.exitFailed(), "a withdrawal was refused, or one that was not due granted");
    }

    function invariant_5_communitiesTouchNoneOfEachOther() external view {
        require(!_handler.touchedAnother(), "an act on one community changed another");
        require(!_handler.strangerSucceeded(), "a stranger used a power");
    }
}
